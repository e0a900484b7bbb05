package io.mq.node.fault;

import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Time, as far as faults need it: what it is now, and being called later. Thread-safe. */
public interface Timers {

  /** Monotonic nanoseconds. */
  long nanoTime();

  /** Runs something after a while, on a thread of its own. */
  void after(long nanos, Runnable task);

  /** The system's time, and one daemon thread that lives as long as the process. */
  static Timers system() {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("faults").factory());
    return new Timers() {
      @Override
      public long nanoTime() {
        return System.nanoTime();
      }

      @Override
      public void after(long nanos, Runnable task) {
        try {
          var _ = thread.schedule(task, Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
          throw new IllegalStateException("the thread of the faults has ended", e);
        }
      }
    };
  }
}
