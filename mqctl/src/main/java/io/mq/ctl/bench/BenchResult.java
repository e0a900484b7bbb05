package io.mq.ctl.bench;

import org.HdrHistogram.Histogram;

/**
 * What a load did.
 *
 * @param seconds it really took
 * @param latencies of the requests that were done, in nanoseconds
 * @param messages put or taken
 * @param refused requests that certainly did not happen, an empty topic not counted
 * @param unknown requests of which that is not known
 * @param drained whether a get found the topic empty
 */
public record BenchResult(
    Load load,
    double seconds,
    Histogram latencies,
    long messages,
    long refused,
    long unknown,
    boolean drained) {

  /** Requests that were done. */
  public long requests() {
    return latencies.getTotalCount();
  }

  /** Messages for each second. */
  public double messagesPerSecond() {
    return messages / seconds;
  }

  /** The latency that so many percent of the requests did not exceed. */
  public double micros(double percentile) {
    return latencies.getValueAtPercentile(percentile) / 1_000.0;
  }

  /** The longest latency. */
  public double maxMicros() {
    return latencies.getMaxValue() / 1_000.0;
  }
}
