package io.mq.node.runtime;

import io.mq.node.raft.RaftSettings;

/**
 * Bounds of a replica beyond those of Raft itself.
 *
 * @param raft timing and bounds of the protocol
 * @param maxPendingRequests requests that wait for an answer; one more is answered BUSY
 * @param maxHeldRequests requests held while no leader is known; one more is answered NO_LEADER
 * @param maxQueueBytes that the queues may roughly take of the heap; while they do, what would add
 *     to them is answered QUEUES_FULL
 * @param snapshots how long the log may get
 */
public record ReplicaSettings(
    RaftSettings raft,
    int maxPendingRequests,
    int maxHeldRequests,
    long maxQueueBytes,
    SnapshotSettings snapshots) {

  /** 8192 pending, 256 held, queues of any size. */
  public static final ReplicaSettings DEFAULT = of(RaftSettings.DEFAULT);

  /** Without snapshots. */
  public ReplicaSettings(RaftSettings raft, int maxPendingRequests, int maxHeldRequests) {
    this(raft, maxPendingRequests, maxHeldRequests, Long.MAX_VALUE, SnapshotSettings.NEVER);
  }

  /** The default bounds with other protocol settings. */
  public static ReplicaSettings of(RaftSettings raft) {
    return new ReplicaSettings(raft, 8192, 256, Long.MAX_VALUE, SnapshotSettings.DEFAULT);
  }

  /** The same with other bounds of the log. */
  public ReplicaSettings with(SnapshotSettings other) {
    return new ReplicaSettings(raft, maxPendingRequests, maxHeldRequests, maxQueueBytes, other);
  }

  /** The same with another bound of the queues. */
  public ReplicaSettings withQueuesUpTo(long bytes) {
    return new ReplicaSettings(raft, maxPendingRequests, maxHeldRequests, bytes, snapshots);
  }
}
