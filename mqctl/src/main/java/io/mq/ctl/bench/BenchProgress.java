package io.mq.ctl.bench;

/**
 * What the last second or so looked like.
 *
 * @param warmingUp whether it does not count
 * @param elapsedSeconds since the run began, warm-up included
 * @param p50Micros median latency, 0 if no call was done
 */
public record BenchProgress(
    boolean warmingUp,
    double elapsedSeconds,
    double messagesPerSecond,
    long p50Micros,
    long p99Micros,
    long refused,
    long unknown) {

  static BenchProgress of(boolean warmingUp, double elapsed, double seconds, Interval interval) {
    return new BenchProgress(
        warmingUp,
        elapsed,
        interval.messages() / seconds,
        percentile(interval, 50),
        percentile(interval, 99),
        interval.refused(),
        interval.unknown());
  }

  private static long percentile(Interval interval, double percent) {
    return interval.operations() == 0 ? 0 : interval.latencyMicros().getValueAtPercentile(percent);
  }
}
