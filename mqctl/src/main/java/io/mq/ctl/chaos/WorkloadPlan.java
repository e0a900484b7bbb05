package io.mq.ctl.chaos;

import java.util.List;

/**
 * What the clients do. Immutable.
 *
 * @param clients how many
 * @param ratePerSecond operations of all clients together; 0 for as many as are answered
 * @param topics how many; the last one is kept nearly empty
 * @param sessions which clients use a session
 * @param timeoutMillis for one operation
 */
public record WorkloadPlan(
    int clients, int ratePerSecond, int topics, Sessions sessions, int timeoutMillis) {

  /** Eight clients, 400 operations a second, three topics, every second client with a session. */
  public static final WorkloadPlan DEFAULT = new WorkloadPlan(8, 400, 3, Sessions.HALF, 5_000);

  /** The most clients. */
  public static final int MOST_CLIENTS = 1_000;

  /** Which clients use sessions. */
  public enum Sessions {
    /** All. */
    ALL,
    /** Every second one. */
    HALF,
    /** None. */
    NONE;

    boolean has(int client) {
      return switch (this) {
        case ALL -> true;
        case HALF -> client % 2 == 0;
        case NONE -> false;
      };
    }
  }

  /** The names of the topics of a run. */
  List<String> topicNames(String run) {
    return java.util.stream.IntStream.rangeClosed(1, topics).mapToObj(i -> run + "-q" + i).toList();
  }
}
