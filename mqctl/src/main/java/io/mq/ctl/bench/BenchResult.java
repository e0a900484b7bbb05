package io.mq.ctl.bench;

import org.HdrHistogram.Histogram;

/**
 * What a run measured. Latencies are those of calls that were done, from the first try to the
 * answer; the load is closed-loop, so a slow answer also delays the calls after it.
 *
 * @param seconds that counted; shorter than planned if the topic ran empty
 * @param operations calls that were done
 * @param messages that they carried
 * @param empty calls that found nothing to take
 * @param refused calls that certainly did not take effect
 * @param unknown calls that may have taken effect
 * @param ranEmpty whether the run ended early because there was nothing left to take
 * @param lastTrouble why the last call that was not done was not; empty if all were
 */
public record BenchResult(
    String operation,
    String topic,
    int clients,
    int batch,
    int sizeBytes,
    double seconds,
    long operations,
    long messages,
    long empty,
    long refused,
    long unknown,
    double operationsPerSecond,
    double messagesPerSecond,
    Latency latencyMicros,
    boolean ranEmpty,
    String lastTrouble) {

  /** In microseconds; all zero if no call was done. */
  public record Latency(long min, double mean, long p50, long p90, long p99, long p999, long max) {

    static Latency of(Histogram histogram) {
      if (histogram.getTotalCount() == 0) {
        return new Latency(0, 0, 0, 0, 0, 0, 0);
      }
      return new Latency(
          histogram.getMinValue(),
          rounded(histogram.getMean()),
          histogram.getValueAtPercentile(50),
          histogram.getValueAtPercentile(90),
          histogram.getValueAtPercentile(99),
          histogram.getValueAtPercentile(99.9),
          histogram.getMaxValue());
    }
  }

  static BenchResult of(
      BenchPlan plan, double seconds, Interval total, boolean ranEmpty, String lastTrouble) {
    return new BenchResult(
        plan.operation().word(),
        plan.topic(),
        plan.clients(),
        plan.batch(),
        plan.sizeBytes(),
        rounded(seconds),
        total.operations(),
        total.messages(),
        total.empty(),
        total.refused(),
        total.unknown(),
        rounded(total.operations() / seconds),
        rounded(total.messages() / seconds),
        Latency.of(total.latencyMicros()),
        ranEmpty,
        lastTrouble);
  }

  private static double rounded(double value) {
    return Math.round(value * 1_000) / 1_000.0;
  }
}
