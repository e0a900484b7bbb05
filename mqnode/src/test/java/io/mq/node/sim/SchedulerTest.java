package io.mq.node.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchedulerTest {

  private final Scheduler scheduler = new Scheduler();
  private final List<String> happened = new ArrayList<>();

  @Test
  void what_is_due_happens_in_the_order_of_its_time_and_then_it_is_the_time_asked_for() {
    scheduler.at(30, () -> happened.add("later"));
    scheduler.at(10, () -> happened.add("first"));
    scheduler.at(20, () -> happened.add("second"));

    scheduler.runUntil(25);

    assertEquals(List.of("first", "second"), happened);
    assertEquals(25, scheduler.nowNanos());
  }

  /** Default seed 313 waited for a moment that had passed, and nothing happened from then on. */
  @Test
  void given_a_moment_that_has_passed_then_time_does_not_go_back() {
    scheduler.runUntil(100);
    scheduler.after(10, () -> happened.add("soon"));

    scheduler.runUntil(50);

    assertEquals(100, scheduler.nowNanos());
    scheduler.runUntil(110);
    assertEquals(List.of("soon"), happened);
  }
}
