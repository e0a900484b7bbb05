package io.mq.ctl.chaos;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The time of one run, in nanoseconds since it began. Immutable.
 *
 * @param startNanos of {@link System#nanoTime}
 * @param start the same moment on the wall clock, to place what nodes tell in their own time
 */
record RunClock(long startNanos, Instant start) {

  static RunClock startNow() {
    return new RunClock(System.nanoTime(), Instant.now());
  }

  long nanos() {
    return System.nanoTime() - startNanos;
  }

  long millis() {
    return nanos() / 1_000_000;
  }

  /** When that was in this run's time; negative if before it. */
  long nanosOf(Instant instant) {
    return ChronoUnit.NANOS.between(start, instant);
  }
}
