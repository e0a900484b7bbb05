package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import java.util.ArrayDeque;

/**
 * What of this node's state is on disk: which writes are under way, and what each will have made
 * durable once it is done.
 */
final class Durability {

  private static final class Pending {
    private final long sequence;
    private final long startedTick;
    private final boolean hardState;
    private LogIndex lastIndex;

    private Pending(long sequence, long startedTick, boolean hardState, LogIndex lastIndex) {
      this.sequence = sequence;
      this.startedTick = startedTick;
      this.hardState = hardState;
      this.lastIndex = lastIndex;
    }
  }

  private final ArrayDeque<Pending> pending = new ArrayDeque<>();
  private long lastSequence;
  private LogIndex durableIndex;
  private int pendingHardStates;

  /** Everything found on disk at the start is durable. */
  Durability(LogIndex durableIndex) {
    this.durableIndex = durableIndex;
  }

  LogIndex durableIndex() {
    return durableIndex;
  }

  boolean hardStatePending() {
    return pendingHardStates > 0;
  }

  /** The age of the oldest write under way. */
  long pendingTicks(long nowTick) {
    return pending.isEmpty() ? 0 : nowTick - pending.peek().startedTick;
  }

  /** A write is handed to the disk, after which the log there ends at {@code lastIndex}. */
  long started(long nowTick, boolean hardState, LogIndex lastIndex) {
    lastSequence++;
    pending.add(new Pending(lastSequence, nowTick, hardState, lastIndex));
    pendingHardStates += hardState ? 1 : 0;
    return lastSequence;
  }

  /** Every write up to {@code sequence} is done. */
  void persisted(long sequence) {
    Check.that(sequence <= lastSequence, "only writes handed out are done", sequence);
    while (!pending.isEmpty() && pending.peek().sequence <= sequence) {
      Pending done = pending.poll();
      pendingHardStates -= done.hardState ? 1 : 0;
      durableIndex = LogIndex.max(durableIndex, done.lastIndex);
    }
  }

  /** The log begins anew behind a durable snapshot; writes under way confirm nothing behind it. */
  void restarted(LogIndex snapshotIndex) {
    truncated(snapshotIndex.next());
    durableIndex = snapshotIndex;
  }

  /**
   * The log is cut in front of {@code from}: writes under way confirm nothing from there on, for
   * what they wrote is about to be replaced.
   */
  void truncated(LogIndex from) {
    LogIndex kept = from.previous();
    durableIndex = LogIndex.min(durableIndex, kept);
    for (Pending write : pending) {
      write.lastIndex = LogIndex.min(write.lastIndex, kept);
    }
  }
}
