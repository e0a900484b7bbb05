package io.mq.node.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mq.shared.fault.ClockDrift;
import io.mq.shared.fault.ClockEffect;
import io.mq.shared.fault.ClockJump;
import io.mq.shared.fault.Direction;
import io.mq.shared.fault.FaultSpec;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class FaultyClockTest {

  private final ManualTimers timers = new ManualTimers();
  private final FaultTable table = new FaultTable(() -> new TreeSet<>(), timers, line -> {});
  private final FaultyClock clock = new FaultyClock(table, timers);
  private long lastNanos = clock.getAsLong();

  @Test
  void given_no_fault_then_time_is_right() {
    assertEquals(100, shownFor(100));
  }

  @Test
  void given_drift_then_time_runs_fast_or_slowly_until_the_lease_ends() {
    add(new ClockDrift(2), 50);
    assertEquals(80, shownFor(40));
    assertEquals(40, shownFor(30)); // 10 ms of them twice as fast

    add(new ClockDrift(0.5), 1000);
    assertEquals(10, shownFor(20));
    table.liftAll();
    assertEquals(20, shownFor(20));
  }

  @Test
  void given_a_jump_then_time_moves_once_and_not_back_when_the_fault_ends() {
    add(new ClockJump(3_000), 50);
    assertEquals(3_010, shownFor(10));
    add(new ClockDrift(1), 10);
    assertEquals(100, shownFor(100));
    assertEquals(0, table.list().size());

    add(new ClockJump(-500), 50);
    assertEquals(-490, shownFor(10));
  }

  private void add(ClockEffect effect, long leaseMillis) {
    table.add(
        List.of(
            new FaultSpec(
                effect,
                Direction.BOTH,
                new TreeSet<>(),
                Set.of(),
                OptionalLong.empty(),
                leaseMillis)));
  }

  /** How much time the clock shows to have passed since it was last read. */
  private long shownFor(long millis) {
    timers.passMillis(millis);
    long before = lastNanos;
    lastNanos = clock.getAsLong();
    return TimeUnit.NANOSECONDS.toMillis(lastNanos - before);
  }
}
