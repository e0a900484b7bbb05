package io.mq.shared.history;

import java.util.Locale;

/**
 * A client's operation from its call to its return. Immutable.
 *
 * @param op its number, unique in the history
 * @param process the logical client
 * @param value the message put, or the message a dequeue returned; else null
 * @param callIndex the index of its invoke event
 * @param callNanos when it was called, nanoseconds since the run began
 * @param returnIndex the index of its end, {@link #NEVER} if the outcome is unknown
 * @param returnNanos when it ended, {@link #NEVER} if the outcome is unknown
 * @param node who answered or was asked, or null
 * @param status the HTTP status of the answer, or 0
 * @param error why it failed or is unknown, or null
 */
public record Operation(
    long op,
    String process,
    OperationKind kind,
    String topic,
    String value,
    Outcome outcome,
    long callIndex,
    long callNanos,
    long returnIndex,
    long returnNanos,
    String node,
    int status,
    String error) {

  /** The return of an operation whose outcome is unknown: later than everything. */
  public static final long NEVER = Long.MAX_VALUE;

  /** Whether this is a dequeue that found its topic empty. */
  public boolean foundEmpty() {
    return kind == OperationKind.DEQUEUE && outcome == Outcome.OK && value == null;
  }

  /** One line, such as {@code c3 put m7 to orders on n1: 11.90 ms to 12.30 ms, ok}. */
  public String describe() {
    String act =
        switch (kind) {
          case ENQUEUE -> "put " + value + " to " + topic;
          case DEQUEUE -> "get from " + topic;
          case CREATE_TOPIC -> "create topic " + topic;
        };
    String end =
        switch (outcome) {
          case OK -> " to " + millis(returnNanos) + ", " + result();
          case FAIL -> " to " + millis(returnNanos) + ", refused";
          case UNKNOWN -> " on, outcome unknown";
        };
    return process
        + " "
        + act
        + (node == null ? "" : " on " + node)
        + ": "
        + millis(callNanos)
        + end
        + (error == null ? "" : " (" + error + ")");
  }

  private String result() {
    if (kind != OperationKind.DEQUEUE) {
      return "ok";
    }
    return value == null ? "found it empty" : "got " + value;
  }

  /** Nanoseconds as people read them: {@code 12.30 ms}. */
  public static String millis(long nanos) {
    return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
  }
}
