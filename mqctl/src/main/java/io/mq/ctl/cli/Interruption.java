package io.mq.ctl.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C ends a Java program by running its shutdown hooks. This one passes the wish on to the
 * thread that made it, and holds the end up until that thread has put things right and closes this.
 */
final class Interruption implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final Thread run = Thread.currentThread();
  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::pass, "interruption");
  private volatile boolean came;

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Whether the program is to end. */
  boolean came() {
    return came;
  }

  private void pass() {
    came = true;
    run.interrupt();
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("mqctl: some faults are left to their leases.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    if (!came) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        came = true; // The program is ending this very moment.
      }
    }
  }
}
