package io.mq.node.sim.command;

import io.mq.node.sim.Counters;
import io.mq.node.sim.SimResult;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongFunction;

/**
 * Runs seeds on a few threads until one fails. Each run is alone on its thread. Of several failures
 * the one with the lowest seed is kept, so that the same call ends the same way.
 */
final class SeedRunner {

  private final LongFunction<SimResult> run;
  private final Consumer<Counters> progress;
  private final Counters counters = new Counters();
  private Optional<SimResult> failed = Optional.empty();
  private Optional<Throwable> crashed = Optional.empty();

  /**
   * A runner.
   *
   * @param progress gets the figures so far after each seed, one call at a time
   */
  SeedRunner(LongFunction<SimResult> run, Consumer<Counters> progress) {
    this.run = run;
    this.progress = progress;
  }

  /** Runs all seeds, and stops at the first failure. */
  void run(SeedRange seeds, int threads) throws InterruptedException {
    AtomicLong next = new AtomicLong(seeds.first());
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch running = new CountDownLatch(threads);
    for (int i = 0; i < threads; i++) {
      Thread.ofPlatform()
          .name("simulate-" + i)
          .daemon()
          .start(
              () -> {
                try {
                  for (long seed = next.getAndIncrement();
                      seed <= seeds.last() && !stop.get();
                      seed = next.getAndIncrement()) {
                    if (!took(run.apply(seed))) {
                      stop.set(true);
                    }
                  }
                } catch (RuntimeException | Error e) {
                  stop.set(true);
                  crashed(e);
                } finally {
                  running.countDown();
                }
              });
    }
    running.await();
    if (crashed.isPresent()) {
      throw new IllegalStateException("the simulator itself failed", crashed.get());
    }
  }

  private synchronized boolean took(SimResult result) {
    counters.add(result.counters());
    progress.accept(counters);
    if (result.isClean()) {
      return true;
    }
    if (failed.isEmpty() || result.options().seed() < failed.get().options().seed()) {
      failed = Optional.of(result);
    }
    return false;
  }

  private synchronized void crashed(Throwable e) {
    crashed = Optional.of(e);
  }

  /** The figures of all runs. */
  synchronized Counters counters() {
    return counters;
  }

  /** The failure with the lowest seed. */
  synchronized Optional<SimResult> failed() {
    return failed;
  }
}
