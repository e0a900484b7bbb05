package io.mq.ctl.chaos;

/**
 * Something that the nodes said of themselves and that must never be. Immutable.
 *
 * @param kind {@code TWO_LEADERS}, {@code STATE_DIVERGED} or {@code COMMITTED_ENTRY_CHANGED}
 * @param explanation one sentence for people
 * @param nanos when it was seen, in the run's time
 */
public record Finding(String kind, String explanation, long nanos) {

  /** Two nodes led in one term. */
  static final String TWO_LEADERS = "TWO_LEADERS";

  /** Two nodes have applied different entries, or one has again after a restart. */
  static final String COMMITTED_ENTRY_CHANGED = "COMMITTED_ENTRY_CHANGED";

  /** Two nodes have different states although they have applied equally much. */
  static final String STATE_DIVERGED = "STATE_DIVERGED";
}
