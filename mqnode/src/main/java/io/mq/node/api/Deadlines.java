package io.mq.node.api;

import java.util.Iterator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * One coarse timer for all requests that wait. A timed wait of each request's own would start and
 * cancel a timer for every put, at a cost of several thread switches. Thread-safe; as many waits as
 * the gate lets requests in.
 */
final class Deadlines implements AutoCloseable {

  /** By so much a wait may be too long. */
  private static final long SWEEP_MILLIS = 20;

  /** A request that waits; without its future once it waits no more. */
  private static final class Wait {
    private final long deadlineNanos;
    private volatile CompletableFuture<?> future;

    Wait(long deadlineNanos, CompletableFuture<?> future) {
      this.deadlineNanos = deadlineNanos;
      this.future = future;
    }
  }

  private final ConcurrentLinkedQueue<Wait> waits = new ConcurrentLinkedQueue<>();
  private volatile boolean asleep;
  private final Thread sweeper =
      Thread.ofPlatform().daemon().name("deadlines").unstarted(this::sweepUntilClosed);

  /** Starts the timer. */
  Deadlines() {
    sweeper.start();
  }

  /**
   * Waits for {@code future}, which is cancelled if it takes too long.
   *
   * @throws TimeoutException if it had no outcome in time
   * @throws ExecutionException if it failed
   */
  <T> T await(CompletableFuture<T> future, long timeoutMillis)
      throws TimeoutException, ExecutionException, InterruptedException {
    if (future.isDone()) {
      return future.get();
    }
    Wait wait = new Wait(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis), future);
    waits.add(wait);
    if (asleep) {
      LockSupport.unpark(sweeper);
    }
    try {
      return future.get();
    } catch (CancellationException e) {
      TimeoutException late = new TimeoutException("no outcome within " + timeoutMillis + " ms");
      late.initCause(e);
      throw late;
    } finally {
      wait.future = null;
    }
  }

  @Override
  public void close() {
    sweeper.interrupt();
  }

  private void sweepUntilClosed() {
    try {
      while (true) {
        sleepWhileNobodyWaits();
        TimeUnit.MILLISECONDS.sleep(SWEEP_MILLIS);
        sweep(System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sleepWhileNobodyWaits() throws InterruptedException {
    while (waits.isEmpty()) {
      asleep = true;
      // Looked at again after asleep is set: whoever comes later sees it set.
      if (waits.isEmpty()) {
        LockSupport.park(this);
      }
      asleep = false;
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
  }

  private void sweep(long nowNanos) {
    Iterator<Wait> all = waits.iterator();
    while (all.hasNext()) {
      Wait wait = all.next();
      CompletableFuture<?> future = wait.future;
      if (future == null) {
        all.remove();
      } else if (wait.deadlineNanos - nowNanos <= 0) {
        future.cancel(false);
        all.remove();
      }
    }
  }
}
