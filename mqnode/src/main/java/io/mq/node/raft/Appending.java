package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.util.List;
import java.util.Optional;

/** A follower's side of log replication (Raft §5.3). */
final class Appending {

  private final ReplicaState state;

  Appending(ReplicaState state) {
    this.state = state;
  }

  /**
   * Refuses a request of an earlier term, so that its sender learns of the later one. It vouches
   * for no read: the sender may lead the later term by now, and has not asked in it (lesson 3).
   */
  void refuseOldTerm(NodeId from, Message.AppendRequest request) {
    state.reply(from, state.repair.dress(rejected(request, state.log.snapshot().index(), 0)));
  }

  /** Takes a request of the current term. */
  void receive(NodeId from, Message.AppendRequest request) {
    LogIndex base = state.log.snapshot().index();
    boolean coveredBySnapshot = request.prevIndex().isBefore(base);
    if (!coveredBySnapshot && !state.log.matches(request.prevIndex(), request.prevTerm())) {
      LogIndex hint = state.log.lastWithTermUpTo(request.prevIndex(), request.prevTerm());
      state.reply(from, state.repair.dress(rejected(request, hint, request.round())));
      return;
    }
    appendMissing(request.entries());
    LogIndex commit = state.rules.followerCommit(request, state.log.lastIndex());
    if (commit.isAfter(state.log.commitIndex())) {
      state.log.commit(commit);
    }
    acknowledge(from, request);
  }

  /** Takes a snapshot of the current term, unless the log is as far (Raft §7). */
  void install(NodeId from, SnapshotPoint snapshot) {
    LogIndex index = snapshot.index();
    if (index.isAfter(state.log.commitIndex())) {
      Optional<Term> termInLog =
          state.log.knowsTermAt(index) ? Optional.of(state.log.termAt(index)) : Optional.empty();
      if (state.rules.snapshotIsContained(termInLog, snapshot.term())) {
        state.log.commit(index);
      } else {
        state.restart(snapshot);
      }
    }
    Message accepted = state.repair.dress(new Message.AppendAccepted(state.term(), index, 0));
    if (state.rules.acknowledgementWaits(index, state.durability.durableIndex())) {
      state.out.sendAfterPersist(from, accepted);
    } else {
      state.reply(from, accepted);
    }
  }

  private void appendMissing(List<Entry> entries) {
    for (Entry entry : entries) {
      LogIndex index = entry.index();
      if (index.isBefore(state.log.firstIndex())) {
        continue;
      }
      if (!index.isAfter(state.log.lastIndex())) {
        if (!state.rules.conflicts(state.log.termAt(index), entry.term())) {
          continue;
        }
        state.truncate(index);
      }
      state.append(entry);
    }
  }

  /** Promises no more than the request spoke of, and nothing before it is durable (lesson 19). */
  private void acknowledge(NodeId from, Message.AppendRequest request) {
    LogIndex match = state.rules.acknowledged(request, state.log.lastIndex());
    if (!state.rules.acknowledgementWaits(match, state.durability.durableIndex())) {
      state.reply(from, accepted(request, match));
    } else if (request.entries().isEmpty()) {
      // A heartbeat is answered at once, for what is durable already: a slow disk is not a lost
      // link, and reads wait for this answer.
      state.reply(from, accepted(request, state.durability.durableIndex()));
    } else {
      state.out.sendAfterPersist(from, accepted(request, match));
    }
  }

  private Message accepted(Message.AppendRequest request, LogIndex match) {
    return state.repair.dress(new Message.AppendAccepted(state.term(), match, request.round()));
  }

  private Message.AppendRejected rejected(
      Message.AppendRequest request, LogIndex hint, long round) {
    return new Message.AppendRejected(
        state.term(), request.prevIndex(), hint, state.log.termAt(hint), round);
  }
}
