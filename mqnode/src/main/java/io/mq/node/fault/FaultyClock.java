package io.mq.node.fault;

import io.mq.shared.fault.ClockDrift;
import io.mq.shared.fault.ClockEffect;
import io.mq.shared.fault.ClockJump;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A monotonic clock for the node's timers that the faults in force make fast, slow, or jump. A
 * speed that ends leaves the time where it has come to. Thread-safe.
 */
public final class FaultyClock implements LongSupplier {

  private final FaultTable table;
  private final Timers timers;
  private final TreeSet<String> jumped = new TreeSet<>();
  private volatile Segment segment;

  /** From {@code realNanos} on the clock shows {@code shownNanos} and runs with {@code speed}. */
  private record Segment(long realNanos, long shownNanos, double speed) {
    long at(long real) {
      long passed = real - realNanos;
      return shownNanos + (speed == 1 ? passed : (long) (passed * speed));
    }
  }

  /** A clock that is right as long as there is no fault. */
  public FaultyClock(FaultTable table, Timers timers) {
    this.table = table;
    this.timers = timers;
    long now = timers.nanoTime();
    this.segment = new Segment(now, now, 1);
    table.onChange(this::faultsChanged);
  }

  @Override
  public long getAsLong() {
    return segment.at(timers.nanoTime());
  }

  private synchronized void faultsChanged() {
    long real = timers.nanoTime();
    long shown = segment.at(real);
    double speed = 1;
    TreeSet<String> inForce = new TreeSet<>();
    for (ActiveFault fault : table.having(ClockEffect.class)) {
      inForce.add(fault.id());
      switch ((ClockEffect) fault.spec().effect()) {
        case ClockDrift(double factor) -> speed *= factor;
        case ClockJump(long jumpMillis) -> {
          if (jumped.add(fault.id())) {
            shown += TimeUnit.MILLISECONDS.toNanos(jumpMillis);
          }
        }
      }
    }
    jumped.retainAll(inForce);
    segment = new Segment(real, shown, speed);
  }
}
