package io.mq.ctl.bench;

import io.mq.ctl.bench.Caller.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * One run of a {@link BenchPlan}: each client has a virtual thread and calls as fast as it is
 * answered. A client of a {@code GET} run that finds the topic empty stops; when all have, the run
 * is over.
 */
public final class BenchRun {

  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final BenchPlan plan;
  private final Consumer<BenchProgress> progress;
  private final Tally tally = new Tally();
  private final CountDownLatch running;
  private volatile boolean stopping;

  /** Reports to {@code progress} about once a second, on the thread that calls {@link #run}. */
  public BenchRun(BenchPlan plan, Consumer<BenchProgress> progress) {
    this.plan = plan;
    this.progress = progress;
    this.running = new CountDownLatch(plan.clients());
  }

  /**
   * Runs to the end. Calls in flight when the time is up are waited for and do not count.
   *
   * @param callers makes the client of that number, from 0
   * @throws InterruptedException if told to stop; the clients are stopped then
   */
  public BenchResult run(IntFunction<Caller> callers) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    try {
      for (int i = 0; i < plan.clients(); i++) {
        Caller caller = callers.apply(i);
        threads.add(Thread.ofVirtual().name("bench-" + i).start(() -> loop(caller)));
      }
      BenchResult result = measure();
      stopping = true;
      running.await();
      return result;
    } finally {
      stopping = true;
      threads.forEach(Thread::interrupt);
    }
  }

  private void loop(Caller caller) {
    try {
      boolean going = true;
      while (going && !stopping) {
        long begun = System.nanoTime();
        Call call = caller.call();
        tally.add(call, System.nanoTime() - begun);
        going = !(call instanceof Call.Empty);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      tally.add(new Call.Unknown("a client of the run failed: " + e), 0);
    } finally {
      running.countDown();
    }
  }

  private BenchResult measure() throws InterruptedException {
    long begun = System.nanoTime();
    boolean ended = watch(true, begun, plan.warmup(), Interval.nothing()).allStopped();
    long counted = System.nanoTime();
    Watched watched =
        ended
            ? new Watched(Interval.nothing(), true)
            : watch(false, begun, plan.duration(), Interval.nothing());
    double seconds = Math.max(seconds(System.nanoTime() - counted), 1e-6);
    boolean ranEmpty = plan.operation() == BenchOperation.GET && watched.allStopped();
    return BenchResult.of(plan, seconds, watched.total(), ranEmpty, tally.lastTrouble());
  }

  /** What was counted, and whether no client is left. */
  private record Watched(Interval total, boolean allStopped) {}

  /** Lets the clients work for {@code duration}, or until none is left. */
  private Watched watch(boolean warmingUp, long begun, Duration duration, Interval nothing)
      throws InterruptedException {
    Interval total = nothing;
    long end = System.nanoTime() + duration.toNanos();
    long last = System.nanoTime();
    boolean allStopped = false;
    while (!allStopped && end - System.nanoTime() > 0) {
      long wait = Math.min(PROGRESS_NANOS, end - System.nanoTime());
      allStopped = running.await(Math.max(wait, 0), TimeUnit.NANOSECONDS);
      Interval interval = tally.drain();
      long now = System.nanoTime();
      progress.accept(
          BenchProgress.of(
              warmingUp, seconds(now - begun), Math.max(seconds(now - last), 1e-6), interval));
      total = total.plus(interval);
      last = now;
    }
    return new Watched(total, allStopped);
  }

  private static double seconds(long nanos) {
    return nanos / 1e9;
  }
}
