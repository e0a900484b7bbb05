package io.mq.shared.client;

import java.util.concurrent.TimeUnit;

/** The deadline of one request and the pauses between its tries. Confined to one thread. */
final class Retries {

  private static final long FIRST_PAUSE_MILLIS = 10;
  private static final long LONGEST_PAUSE_MILLIS = 200;

  /** With less time than this a try would only end in a misleading "no answer". */
  private static final long SHORTEST_TRY_MILLIS = 10;

  private final long endNanos;
  private long pauseMillis;

  Retries(long deadlineMillis) {
    endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(deadlineMillis);
  }

  long leftMillis() {
    return TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime());
  }

  boolean isOver() {
    return leftMillis() < SHORTEST_TRY_MILLIS || Thread.currentThread().isInterrupted();
  }

  /** Waits before the next try; the first repetition is immediate, the next ones ever later. */
  void pause() {
    long millis = Math.min(pauseMillis, Math.max(0, leftMillis()));
    pauseMillis = Math.clamp(pauseMillis * 2, FIRST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
    if (millis > 0) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
