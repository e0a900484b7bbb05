package io.mq.ctl.bench;

import io.mq.shared.client.ClientSettings;
import io.mq.shared.client.MqClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;

/** Runs a load and measures it. */
public final class Bench {

  private static final long REPORT_MILLIS = 1_000;
  private static final long POLL_MILLIS = 20;

  /** Hears each second how it goes. */
  public interface Watcher {
    /**
     * One second is over.
     *
     * @param second from 1
     * @param messages put or taken in it
     * @param p50Micros of the requests in it
     * @param p99Micros of the requests in it
     */
    void second(long second, long messages, double p50Micros, double p99Micros);
  }

  private final Load load;
  private final Watcher watcher;
  private final Worker.Counts counts = new Worker.Counts();
  private final List<Worker> workers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Histogram total = new Histogram(3);

  /** A load to be run once. */
  public Bench(Load load, Watcher watcher) {
    this.load = load;
    this.watcher = watcher;
  }

  /**
   * Runs it against the nodes with those client URLs.
   *
   * @throws InterruptedException if told to stop
   */
  public BenchResult run(List<String> urls) throws InterruptedException {
    ClientSettings settings = ClientSettings.DEFAULT.withMaxIdleConnections(load.clients());
    AtomicBoolean stop = new AtomicBoolean();
    long start = System.nanoTime();
    try (MqClient client = new MqClient(urls, settings)) {
      for (int i = 0; i < load.clients(); i++) {
        Worker worker = new Worker(load, client.session(), counts, stop);
        workers.add(worker);
        threads.add(Thread.ofVirtual().name("client-" + i).start(worker));
      }
      watch(start);
    } finally {
      stop.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    collect();
    double seconds = (System.nanoTime() - start) / 1e9;
    return new BenchResult(
        load,
        seconds,
        total,
        counts.messages().sum(),
        counts.refused().sum(),
        counts.unknown().sum(),
        counts.drained().get());
  }

  private void watch(long start) throws InterruptedException {
    long end = start + TimeUnit.MILLISECONDS.toNanos(load.durationMillis());
    long nextReport = start + TimeUnit.MILLISECONDS.toNanos(REPORT_MILLIS);
    long second = 1;
    long before = 0;
    while (System.nanoTime() - end < 0 && threads.stream().anyMatch(Thread::isAlive)) {
      Thread.sleep(POLL_MILLIS);
      if (System.nanoTime() - nextReport >= 0) {
        Histogram latest = collect();
        long messages = counts.messages().sum();
        watcher.second(
            second,
            messages - before,
            latest.getValueAtPercentile(50) / 1_000.0,
            latest.getValueAtPercentile(99) / 1_000.0);
        before = messages;
        second++;
        nextReport += TimeUnit.MILLISECONDS.toNanos(REPORT_MILLIS);
      }
    }
  }

  /** Adds to the total what was recorded since the last call, and returns that. */
  private Histogram collect() {
    Histogram latest = new Histogram(3);
    workers.forEach(worker -> latest.add(worker.recorder().getIntervalHistogram()));
    total.add(latest);
    return latest;
  }
}
