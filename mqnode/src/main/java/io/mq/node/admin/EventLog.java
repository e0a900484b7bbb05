package io.mq.node.admin;

import io.mq.node.runtime.ReplicaEvent;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.Checkpoint;
import io.mq.shared.wire.NodeEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The last events of this run of the node, for those who follow them. Bounded: the oldest are
 * forgotten, and a reader who is too slow sees a gap in the ids. Thread-safe; recording never waits
 * for a reader.
 */
public final class EventLog {

  /** How many events are remembered. */
  static final int CAPACITY = 1024;

  /** Ids start from the clock, so that those of a later run of the node are higher. */
  private static final long IDS_PER_MILLI = 1 << 10;

  private final NodeId node;
  private final Clock clock;
  private final ArrayDeque<NodeEvent> events = new ArrayDeque<>();
  private final ArrayDeque<Checkpoint> checkpoints = new ArrayDeque<>();
  private long lastId;
  private long checkpointCount;

  /** An empty one. */
  public EventLog(NodeId node, Clock clock) {
    this.node = node;
    this.clock = clock;
    this.lastId = clock.millis() * IDS_PER_MILLI;
  }

  /** Records what the replica reported. */
  public void replica(ReplicaEvent event) {
    switch (event) {
      case ReplicaEvent.RoleChanged changed ->
          add(
              "role",
              changed.describe(),
              changed.role().name(),
              changed.term().value(),
              changed.leader().map(NodeId::toString).orElse(null));
      case ReplicaEvent.CheckpointReached reached -> checkpoint(reached);
      case ReplicaEvent.MembersChanged members -> members(members.describe());
      case ReplicaEvent.MessageUnreadable unreadable ->
          add("peer", unreadable.describe(), null, null, null);
      case ReplicaEvent.Repaired repaired -> storage(repaired.describe());
      case ReplicaEvent.RepairWaits waits -> storage(waits.describe());
      case ReplicaEvent.RoomChanged changed -> storage(changed.describe());
      case ReplicaEvent.QueuesFull full -> storage(full.describe());
      case ReplicaEvent.SnapshotDamaged damaged -> storage(damaged.describe());
      case ReplicaEvent.SnapshotUnusable unusable -> storage(unusable.describe());
      case ReplicaEvent.SnapshotTaken taken -> storage(taken.describe());
      case ReplicaEvent.SnapshotNotTaken failed -> storage(failed.describe());
      case ReplicaEvent.SnapshotInstalled installed -> storage(installed.describe());
      case ReplicaEvent.SnapshotSending sending ->
          add("peer", sending.describe(), null, null, null);
      case ReplicaEvent.SnapshotSent sent -> add("peer", sent.describe(), null, null, null);
    }
  }

  /** Records what this node learnt of its place among the members. */
  public void members(String text) {
    add("members", text, null, null, null);
  }

  /** Records that a fault began or ended. */
  public void fault(String text) {
    add("fault", text, null, null, null);
  }

  /** Records what became of the disk. */
  public void storage(String text) {
    add("storage", text, null, null, null);
  }

  private synchronized void add(String type, String text, String role, Long term, String leader) {
    lastId++;
    events.add(
        new NodeEvent(
            lastId, now().toString(), node.toString(), type, text, role, term, leader, null));
    if (events.size() > CAPACITY) {
      events.remove();
    }
    notifyAll();
  }

  private synchronized void checkpoint(ReplicaEvent.CheckpointReached reached) {
    checkpointCount++;
    checkpoints.add(
        new Checkpoint(
            node.toString(),
            now().toString(),
            reached.index().value(),
            reached.term().value(),
            reached.entries(),
            reached.entriesHash().isPresent()
                ? HexFormat.of().toHexDigits(reached.entriesHash().getAsLong())
                : null,
            HexFormat.of().toHexDigits(reached.stateHash())));
    if (checkpoints.size() > CAPACITY) {
      checkpoints.remove();
    }
  }

  /** How many checkpoints this run of the node has had. */
  synchronized long checkpointCount() {
    return checkpointCount;
  }

  /** The remembered checkpoints after the first {@code seen}, oldest first. */
  synchronized List<Checkpoint> checkpointsAfter(long seen) {
    long forgotten = checkpointCount - checkpoints.size();
    return checkpoints.stream().skip(Math.max(0, seen - forgotten)).toList();
  }

  /** That the commit index has moved: for one reader, not remembered. */
  NodeEvent commit(long commitIndex) {
    String text = "commit " + commitIndex;
    return new NodeEvent(
        0, now().toString(), node.toString(), "commit", text, null, null, null, commitIndex);
  }

  private Instant now() {
    return clock.instant();
  }

  /** The id of the newest event; all ids to come are higher. */
  synchronized long lastId() {
    return lastId;
  }

  /**
   * The remembered events after {@code id}, oldest first; waits for the first of them, and returns
   * none if there is none in time.
   *
   * @throws InterruptedException if told to stop waiting
   */
  synchronized List<NodeEvent> after(long id, long waitMillis) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    while (lastId <= id) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) {
        return List.of();
      }
      wait(left);
    }
    return events.stream().filter(event -> event.id() > id).toList();
  }
}
