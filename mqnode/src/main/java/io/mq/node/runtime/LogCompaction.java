package io.mq.node.runtime;

import io.mq.node.raft.Entry;
import io.mq.node.raft.RaftStatus.FollowerStatus;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import java.util.ArrayDeque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Decides when a snapshot is due, and how much of the log may go when it is taken. */
final class LogCompaction {

  /**
   * For a follower who needs it, the log is kept back to the snapshot this many before the newest:
   * what a slow follower costs in memory is bounded by that.
   */
  private static final int KEPT_FOR_FOLLOWERS = 2;

  /** How long to wait after a snapshot found no room. */
  private static final int RETRY_TICKS = 1_000;

  private final SnapshotSettings settings;

  /** What the newest snapshots cover, the newest last. */
  private final ArrayDeque<LogIndex> covered = new ArrayDeque<>();

  /** From where on a follower will need the log when it has the snapshot it is being sent. */
  private final SortedMap<NodeId, LogIndex> sending = new TreeMap<>();

  private long bytes;
  private boolean taking;
  private boolean wanted;
  private long notBeforeTick;

  /**
   * A policy for a log that starts now.
   *
   * @param start covered by the snapshot that the log starts behind
   */
  LogCompaction(SnapshotSettings settings, LogIndex start) {
    this.settings = settings;
    covered.addLast(start);
  }

  void applied(Entry entry) {
    bytes += entry.sizeBytes();
  }

  boolean isDue(LogIndex appliedIndex, long tick) {
    return !taking
        && tick >= notBeforeTick
        && (wanted
            || bytes >= settings.everyBytes()
            || appliedIndex.value() - covered.getLast().value() >= settings.everyEntries());
  }

  /** A snapshot is due whatever has been applied since the last one. */
  void want() {
    wanted = true;
    notBeforeTick = 0;
  }

  /** What the newest snapshot covers. */
  LogIndex newest() {
    return covered.getLast();
  }

  void begun() {
    taking = true;
    wanted = false;
    bytes = 0;
  }

  void failed(long tick) {
    taking = false;
    notBeforeTick = tick + RETRY_TICKS;
    bytes = settings.everyBytes();
  }

  /** Whether a finished snapshot is of any use: an installed one may have overtaken it. */
  boolean finished(LogIndex index) {
    taking = false;
    if (!index.isAfter(covered.getLast())) {
      return false;
    }
    covered.addLast(index);
    if (covered.size() > KEPT_FOR_FOLLOWERS + 1) {
      covered.removeFirst();
    }
    return true;
  }

  /** The state was replaced by a snapshot from elsewhere. */
  void installed(LogIndex index) {
    covered.clear();
    covered.addLast(index);
    bytes = 0;
  }

  /** The newest snapshot is on its way to a follower. */
  void sendingBegun(NodeId to) {
    sending.put(to, covered.getLast());
  }

  void sendingFailed(NodeId to) {
    sending.remove(to);
  }

  void sendingStopped() {
    sending.clear();
  }

  /**
   * Up to where the log may be forgotten now. What followers need who answer and are not far
   * behind, or who will be there when they have their snapshot, is kept.
   */
  LogIndex upTo(List<FollowerStatus> followers) {
    LogIndex upTo = covered.getLast();
    for (FollowerStatus follower : followers) {
      LogIndex needed = follower.matchIndex();
      LogIndex coming = sending.get(follower.node());
      if (coming != null && coming.isAfter(needed)) {
        needed = coming;
      } else {
        sending.remove(follower.node());
      }
      boolean wanted = coming != null || follower.active();
      if (wanted && !needed.isBefore(covered.getFirst())) {
        upTo = LogIndex.min(upTo, needed);
      }
    }
    return upTo;
  }
}
