package io.mq.node.peer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class BackoffTest {

  @Test
  void pauses_double_up_to_the_most_and_start_over_after_a_reset() {
    Backoff backoff = new Backoff(new Random(7));
    long upper = Backoff.MIN_MILLIS;
    for (int attempt = 0; attempt < 20; attempt++) {
      long millis = backoff.nextMillis();
      assertTrue(millis >= upper / 2 && millis <= upper, millis + " of " + upper);
      upper = Math.min(Backoff.MAX_MILLIS, 2 * upper);
    }
    assertTrue(backoff.nextMillis() >= Backoff.MAX_MILLIS / 2);

    backoff.reset();

    assertTrue(backoff.nextMillis() <= Backoff.MIN_MILLIS);
  }
}
