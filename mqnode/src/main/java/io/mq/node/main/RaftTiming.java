package io.mq.node.main;

import io.mq.node.raft.RaftSettings;
import io.mq.shared.config.NodeTiming;

/** The configuration as the core needs it: milliseconds in ticks. */
final class RaftTiming {

  private RaftTiming() {}

  static RaftSettings settings(NodeTiming timing, long maxUncommittedBytes) {
    RaftSettings normal = RaftSettings.DEFAULT;
    int tick = timing.tickMillis();
    int heartbeat = Math.max(1, timing.heartbeatMillis() / tick);
    int electionMin = Math.max(2 * heartbeat + 1, ticks(timing.electionMinMillis(), tick));
    int electionMax = Math.max(electionMin + 1, ticks(timing.electionMaxMillis(), tick));
    return new RaftSettings(
        tick,
        heartbeat,
        electionMin,
        electionMax,
        normal.maxAppendBytes(),
        normal.maxInflightBytes(),
        maxUncommittedBytes,
        normal.maxApplyBytes());
  }

  private static int ticks(int millis, int tickMillis) {
    return (millis + tickMillis - 1) / tickMillis;
  }
}
