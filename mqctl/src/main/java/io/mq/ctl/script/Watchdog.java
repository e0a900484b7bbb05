package io.mq.ctl.script;

import java.util.concurrent.atomic.AtomicBoolean;

/** Interrupts the thread that made it when the time is over, unless it is closed before. */
final class Watchdog implements AutoCloseable {

  private final AtomicBoolean over = new AtomicBoolean();
  private final Thread watched = Thread.currentThread();
  private final Thread waiting;
  private boolean bit;

  Watchdog(long millis) {
    waiting =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    Thread.sleep(millis);
                    if (over.compareAndSet(false, true)) {
                      watched.interrupt();
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // Called off.
                  }
                });
  }

  @Override
  public void close() {
    bit = !over.compareAndSet(false, true);
    waiting.interrupt();
    if (bit) {
      // The interrupt was the watchdog's and has done its work.
      var _ = Thread.interrupted();
    }
  }

  /** Whether the time was over when it was closed. */
  boolean hasBitten() {
    return bit;
  }
}
