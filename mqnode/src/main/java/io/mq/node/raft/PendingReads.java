package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a leader has not answered. Those that arrive while a round of heartbeats is under way wait
 * for the next round, for only replies to what was sent after a read arrived can vouch for it
 * (lesson 3).
 */
final class PendingReads {

  /** A read that the round numbered {@code round} vouches for. */
  record Asked(long readId, LogIndex index, long round) {}

  private final List<Long> waiting = new ArrayList<>();
  private final ArrayDeque<Asked> asked = new ArrayDeque<>();
  private long round;
  private long confirmedRound;

  /** The newest round; every append request carries it. */
  long round() {
    return round;
  }

  boolean isEmpty() {
    return waiting.isEmpty() && asked.isEmpty();
  }

  boolean roundMayStart() {
    return !waiting.isEmpty() && confirmedRound == round;
  }

  void add(long readId) {
    waiting.add(readId);
  }

  /** A fresh round begins, for the waiting reads and in place of one whose replies are overdue. */
  void startRound(LogIndex commitIndex) {
    round++;
    waiting.forEach(readId -> asked.add(new Asked(readId, commitIndex, round)));
    waiting.clear();
  }

  /** A quorum has answered {@code round} or a later one. Returns the reads that this settles. */
  List<Asked> confirmed(long round) {
    confirmedRound = Math.max(confirmedRound, Math.min(round, this.round));
    List<Asked> settled = new ArrayList<>();
    while (!asked.isEmpty() && asked.peek().round <= confirmedRound) {
      settled.add(asked.poll());
    }
    return settled;
  }

  /** All reads in order of arrival, to be refused. */
  List<Long> drain() {
    List<Long> all = new ArrayList<>();
    asked.forEach(read -> all.add(read.readId));
    all.addAll(waiting);
    asked.clear();
    waiting.clear();
    return all;
  }
}
