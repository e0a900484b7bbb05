package io.mq.node.runtime;

import io.mq.node.raft.Entry;
import io.mq.node.raft.RaftStatus;
import io.mq.node.raft.RaftStatus.FollowerStatus;
import io.mq.shared.id.LogIndex;

/** Decides when a snapshot is due, and how much of the log may go when it is taken. */
final class LogCompaction {

  /** How long to wait after a snapshot found no room. */
  private static final int RETRY_TICKS = 1_000;

  private final SnapshotSettings settings;
  private LogIndex covered;
  private LogIndex coveredBefore;
  private long bytes;
  private boolean taking;
  private long notBeforeTick;

  /**
   * A policy for a log that starts now.
   *
   * @param covered by the snapshot that the log starts behind
   */
  LogCompaction(SnapshotSettings settings, LogIndex covered) {
    this.settings = settings;
    this.covered = covered;
    this.coveredBefore = covered;
  }

  void applied(Entry entry) {
    bytes += entry.sizeBytes();
  }

  boolean isDue(LogIndex appliedIndex, long tick) {
    return !taking
        && tick >= notBeforeTick
        && (bytes >= settings.everyBytes()
            || appliedIndex.value() - covered.value() >= settings.everyEntries());
  }

  void begun() {
    taking = true;
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
    if (!index.isAfter(covered)) {
      return false;
    }
    coveredBefore = covered;
    covered = index;
    return true;
  }

  /** The state was replaced by a snapshot from elsewhere. */
  void installed(LogIndex index) {
    covered = index;
    coveredBefore = index;
    bytes = 0;
  }

  /**
   * Up to where the log may be forgotten now. A follower that answers and is only a little behind
   * shall not need the snapshot; one that is further behind than the snapshot before this one costs
   * the leader no more memory for it.
   */
  LogIndex upTo(RaftStatus status) {
    LogIndex upTo = covered;
    for (FollowerStatus follower : status.followers()) {
      if (follower.active() && !follower.matchIndex().isBefore(coveredBefore)) {
        upTo = LogIndex.min(upTo, follower.matchIndex());
      }
    }
    return upTo;
  }
}
