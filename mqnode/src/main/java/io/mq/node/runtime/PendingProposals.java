package io.mq.node.runtime;

import io.mq.node.raft.Entry;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.Term;
import io.mq.shared.wire.ErrorCode;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.Consumer;

/** Proposed commands whose entries have not been applied yet, in the order of their indexes. */
final class PendingProposals {

  private record Pending(LogIndex index, Term term, Consumer<Answer> client) {}

  private final ArrayDeque<Pending> waiting = new ArrayDeque<>();

  int size() {
    return waiting.size();
  }

  void add(LogIndex index, Term term, Consumer<Answer> client) {
    waiting.addLast(new Pending(index, term, client));
  }

  /** The client that waits for exactly this entry, which is being applied. */
  Optional<Consumer<Answer>> take(Entry entry) {
    while (!waiting.isEmpty() && !waiting.peekFirst().index().isAfter(entry.index())) {
      Pending head = waiting.removeFirst();
      if (head.index().equals(entry.index()) && head.term().equals(entry.term())) {
        return Optional.of(head.client());
      }
      // Another entry was committed in its place, so this one never will be (Raft §5.4.3); unless
      // a snapshot has skipped the place, and then nobody here knows.
      boolean replaced = head.index().equals(entry.index());
      fail(head, replaced ? ErrorCode.NO_LEADER : ErrorCode.OUTCOME_UNKNOWN);
    }
    return Optional.empty();
  }

  /** This replica no longer leads: whether the entries survive is not known here (lesson 36). */
  void leadershipLost() {
    failAll(ErrorCode.OUTCOME_UNKNOWN);
  }

  void failAll(ErrorCode code) {
    while (!waiting.isEmpty()) {
      fail(waiting.removeFirst(), code);
    }
  }

  private static void fail(Pending pending, ErrorCode code) {
    pending.client().accept(new Answer.Failed(code, Optional.empty()));
  }
}
