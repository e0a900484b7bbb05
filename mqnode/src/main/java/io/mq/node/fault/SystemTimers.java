package io.mq.node.fault;

import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The system's time, and one thread for what is to be done later. Thread-safe. */
public final class SystemTimers implements Timers, AutoCloseable {

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("faults").factory());

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void after(long nanos, Runnable task) {
    try {
      var _ = thread.schedule(task, Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // Closed: the node stops, and its faults end with it.
    }
  }

  /** Ends the thread; nothing more happens later. */
  @Override
  public void close() {
    thread.shutdownNow();
  }
}
