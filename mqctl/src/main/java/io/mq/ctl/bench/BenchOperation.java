package io.mq.ctl.bench;

import java.util.Locale;

/** What the clients of a run do. */
public enum BenchOperation {
  /** Append messages. */
  PUT(1_000),
  /** Take messages. */
  GET(256);

  private final int maxBatch;

  BenchOperation(int maxBatch) {
    this.maxBatch = maxBatch;
  }

  /** The most messages that the API lets one call carry. */
  public int maxBatch() {
    return maxBatch;
  }

  /** Its name as the user types it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
