package io.mq.shared.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A slice of the long comparison that {@link CheckerAgainstTwin} does as a program. */
class CheckerAgainstTwinTest {

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7, 8, 9})
  void given_random_histories_of_unique_values_checker_and_twin_agree(int largest) {
    assertCovers(CheckerAgainstTwin.compare(8471 + largest, 20_000, largest, true));
  }

  @Test
  void given_random_histories_with_equal_values_search_and_twin_agree() {
    assertCovers(CheckerAgainstTwin.compare(8471, 20_000, 7, false));
  }

  /** A comparison that never met one of the sides would prove nothing. */
  private static void assertCovers(CheckerAgainstTwin.Tally tally) {
    Set<ViolationKind> needed =
        EnumSet.of(
            ViolationKind.PHANTOM,
            ViolationKind.BEFORE_PUT,
            ViolationKind.DUPLICATE,
            ViolationKind.LOST,
            ViolationKind.FALSE_EMPTY);
    assertTrue(tally.explained().keySet().containsAll(needed), tally::toString);
    assertTrue(tally.linearizable() > tally.compared() / 5, tally::toString);
    assertTrue(tally.linearizable() < tally.compared() * 9 / 10, tally::toString);
  }
}
