package io.mq.node.sim;

import java.util.random.RandomGenerator;

/** How long a disk takes. */
final class DiskTimes {

  private static final long FORCE_NANOS = 160 * Scheduler.MICROS;
  private static final long SLOW_FORCE_NANOS = 300 * Scheduler.MILLIS;

  private final Scheduler scheduler;
  private final RandomGenerator random;
  private final Runnable onSlowForce;
  private boolean slow;
  private long hungUntilNanos;

  DiskTimes(Scheduler scheduler, RandomGenerator random, Runnable onSlowForce) {
    this.scheduler = scheduler;
    this.random = random;
    this.onSlowForce = onSlowForce;
  }

  /** Whether some forces take far longer than others. */
  void slow(boolean isSlow) {
    slow = isSlow;
  }

  /** Nothing ends before that instant. */
  void hangUntil(long nanos) {
    hungUntilNanos = nanos;
  }

  long hungForNanos() {
    return Math.max(0, hungUntilNanos - scheduler.nowNanos());
  }

  long writeNanos() {
    return random.nextLong(5, 50) * Scheduler.MICROS;
  }

  long forceNanos() {
    long nanos = FORCE_NANOS + random.nextLong(FORCE_NANOS);
    if (slow && random.nextInt(10) == 0) {
      onSlowForce.run();
      nanos += random.nextLong(SLOW_FORCE_NANOS);
    }
    return nanos;
  }
}
