package io.mq.node.raft;

/**
 * Timing and bounds of a replica. Times are in ticks, so that the core needs no clock.
 *
 * @param tickMillis the length of a tick, which also drives the log time
 * @param heartbeatTicks between heartbeats of an idle leader
 * @param electionTicksMin shortest election timeout
 * @param electionTicksMax longest election timeout; each attempt draws anew
 * @param maxAppendBytes of entries in one append request; one larger entry goes alone
 * @param maxInflightBytes of entries sent to one follower and not acknowledged
 * @param maxUncommittedBytes of entries a leader takes on before it answers busy (lesson 27)
 * @param maxApplyBytes of committed entries handed out by one step; one larger entry goes alone
 *     (lesson 28)
 */
public record RaftSettings(
    int tickMillis,
    int heartbeatTicks,
    int electionTicksMin,
    int electionTicksMax,
    int maxAppendBytes,
    long maxInflightBytes,
    long maxUncommittedBytes,
    int maxApplyBytes) {

  /** Tick 10 ms, heartbeat 50 ms, election timeout 300 to 600 ms. */
  public static final RaftSettings DEFAULT =
      new RaftSettings(10, 5, 30, 60, 256 << 10, 4L << 20, 64L << 20, 4 << 20);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException naming the setting that is out of range
   */
  public RaftSettings {
    require(tickMillis >= 1, "tickMillis must be 1 or more", tickMillis);
    require(heartbeatTicks >= 1, "heartbeatTicks must be 1 or more", heartbeatTicks);
    require(
        electionTicksMin > 2 * heartbeatTicks,
        "electionTicksMin must be more than two heartbeats",
        electionTicksMin);
    require(
        electionTicksMax > electionTicksMin,
        "electionTicksMax must be above electionTicksMin",
        electionTicksMax);
    require(maxAppendBytes >= 1, "maxAppendBytes must be 1 or more", maxAppendBytes);
    require(
        maxInflightBytes >= maxAppendBytes,
        "maxInflightBytes must be at least maxAppendBytes",
        maxInflightBytes);
    require(maxUncommittedBytes >= 1, "maxUncommittedBytes must be 1 or more", maxUncommittedBytes);
    require(maxApplyBytes >= 1, "maxApplyBytes must be 1 or more", maxApplyBytes);
  }

  private static void require(boolean ok, String rule, long got) {
    if (!ok) {
      throw new IllegalArgumentException(rule + "; got " + got);
    }
  }
}
