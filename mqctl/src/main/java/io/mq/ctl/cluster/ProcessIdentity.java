package io.mq.ctl.cluster;

/**
 * One process that was started, never to be confused with a later one of the same pid.
 *
 * @param startMillis since the epoch, as the operating system tells it
 */
public record ProcessIdentity(long pid, long startMillis) {

  /**
   * The system derives a start time from the time of boot, which steps when the clock is set. A pid
   * does not come round again within that time.
   */
  private static final long START_TOLERANCE_MILLIS = 2_000;

  /** Whether both are the same process. */
  public boolean isSame(ProcessIdentity other) {
    return pid == other.pid && Math.abs(startMillis - other.startMillis) <= START_TOLERANCE_MILLIS;
  }
}
