package io.mq.ctl.bench;

import io.mq.ctl.bench.Caller.Call;
import org.HdrHistogram.Histogram;

/**
 * Counts calls as they end. Thread-safe by one lock: counts and latencies always belong together,
 * and at tens of thousands of calls a second nobody waits long for it.
 */
final class Tally {

  private Histogram latencyMicros = Interval.nothing().latencyMicros();
  private long messages;
  private long empty;
  private long refused;
  private long unknown;
  private String lastTrouble = "";

  synchronized void add(Call call, long nanos) {
    switch (call) {
      case Call.Done done -> {
        messages += done.messages();
        latencyMicros.recordValue(Math.clamp(nanos / 1_000, 1, Interval.MAX_MICROS));
      }
      case Call.Empty ignored -> empty++;
      case Call.Refused refusal -> {
        refused++;
        lastTrouble = refusal.detail();
      }
      case Call.Unknown trouble -> {
        unknown++;
        lastTrouble = trouble.detail();
      }
    }
  }

  /** Everything since the last time, which is forgotten here. */
  synchronized Interval drain() {
    Interval interval = new Interval(latencyMicros, messages, empty, refused, unknown);
    latencyMicros = Interval.nothing().latencyMicros();
    messages = 0;
    empty = 0;
    refused = 0;
    unknown = 0;
    return interval;
  }

  /** Why the last call that was not done was not; empty if all were. */
  synchronized String lastTrouble() {
    return lastTrouble;
  }
}
