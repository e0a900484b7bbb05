package io.mq.ctl.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.chaos.Shrinking.Smallest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ShrinkingTest {

  private static final long PATIENT = 60_000;

  private static final Schedule TEN =
      new Schedule(
          OptionalLong.of(1),
          60_000,
          LongStream.rangeClosed(1, 10)
              .mapToObj(i -> PlannedFault.at(i * 1_000, "kill", "n" + i, 500))
              .toList());

  private static List<String> victims(Schedule schedule) {
    return schedule.faults().stream().map(PlannedFault::nodes).toList();
  }

  @Test
  void only_the_faults_that_are_needed_are_left() throws Exception {
    Shrinking shrinking =
        new Shrinking(
            schedule -> victims(schedule).containsAll(List.of("n3", "n8")), 1, PATIENT, _ -> {});

    Smallest smallest = shrinking.shrink(TEN, 4);

    assertEquals(List.of("n3", "n8"), victims(smallest.schedule()));
    assertEquals(4, smallest.failures());
    assertEquals(60_000, smallest.schedule().durationMillis());
  }

  @Test
  void what_fails_without_any_fault_needs_none() throws Exception {
    Smallest smallest = new Shrinking(_ -> true, 1, PATIENT, _ -> {}).shrink(TEN, 2);

    assertTrue(smallest.schedule().faults().isEmpty());
  }

  @Test
  void a_failure_that_comes_every_other_time_is_followed_with_more_tries() throws Exception {
    List<Boolean> flips = new ArrayList<>();
    Shrinking shrinking =
        new Shrinking(
            schedule -> {
              flips.add(flips.size() % 2 == 1);
              return flips.getLast() && victims(schedule).contains("n5");
            },
            2,
            PATIENT,
            _ -> {});

    Smallest smallest = shrinking.shrink(TEN, 6);

    assertEquals(List.of("n5"), victims(smallest.schedule()));
    assertEquals(3, smallest.failures());
  }

  @Test
  void without_time_nothing_is_tried_but_the_rate() throws Exception {
    Smallest smallest = new Shrinking(_ -> true, 2, 0, _ -> {}).shrink(TEN, 1);

    assertEquals(TEN, smallest.schedule());
    assertEquals(1, smallest.failures());
  }
}
