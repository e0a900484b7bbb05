package io.mq.node.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mq.shared.wire.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HeldRequestsTest {

  private static final Answer NO_LEADER = new Answer.Failed(ErrorCode.NO_LEADER, Optional.empty());

  private final HeldRequests held = new HeldRequests(2);
  private final List<Answer> answers = new ArrayList<>();
  private final List<String> retried = new ArrayList<>();
  private final Consumer<Answer> client = answers::add;

  @Test
  void given_no_leader_until_the_deadline_then_the_request_is_refused_for_certain() {
    held.add(10, () -> retried.add("a"), client);

    held.expire(9);
    assertEquals(List.of(), answers);
    held.expire(10);

    assertEquals(List.of(NO_LEADER), answers);
    assertEquals(List.of(), retried);
  }

  @Test
  void given_a_leader_appears_then_held_requests_are_tried_again_in_order() {
    held.add(10, () -> retried.add("a"), client);
    held.add(10, () -> retried.add("b"), client);

    held.release();

    assertEquals(List.of("a", "b"), retried);
    assertEquals(0, held.size());
  }

  @Test
  void given_a_retry_is_held_again_then_release_ends_all_the_same() {
    held.add(10, () -> held.add(20, () -> retried.add("later"), client), client);

    held.release();

    assertEquals(1, held.size());
    assertEquals(List.of(), retried);
  }

  @Test
  void given_too_many_are_held_then_one_more_is_refused_at_once() {
    held.add(10, () -> retried.add("a"), client);
    held.add(10, () -> retried.add("b"), client);

    held.add(10, () -> retried.add("c"), client);

    assertEquals(List.of(NO_LEADER), answers);
    assertEquals(2, held.size());
  }
}
