package io.mq.ctl.bench;

import org.HdrHistogram.Histogram;

/**
 * What was counted in a stretch of time. The histogram is the holder's own.
 *
 * @param latencyMicros of the calls that were done
 * @param messages that those calls carried
 * @param empty calls that found nothing to take
 */
record Interval(Histogram latencyMicros, long messages, long empty, long refused, long unknown) {

  /** An hour; a longer call counts as one. */
  static final long MAX_MICROS = 3_600_000_000L;

  private static final int SIGNIFICANT_DIGITS = 3;

  static Interval nothing() {
    return new Interval(new Histogram(1, MAX_MICROS, SIGNIFICANT_DIGITS), 0, 0, 0, 0);
  }

  long operations() {
    return latencyMicros.getTotalCount();
  }

  /** Adds {@code later} to this one; this one's histogram is used up. */
  Interval plus(Interval later) {
    latencyMicros.add(later.latencyMicros);
    return new Interval(
        latencyMicros,
        messages + later.messages,
        empty + later.empty,
        refused + later.refused,
        unknown + later.unknown);
  }
}
