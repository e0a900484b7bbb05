package io.mq.node.raft;

import io.mq.node.raft.quorum.Quorum;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * The decisions that safety and liveness rest on, each in one place and free of state, so that each
 * can be read beside the paper, and broken on purpose by a subclass in a test that must then fail.
 * Thread-safe.
 */
public class Rules {

  /** The rules as they should be. */
  public static final Rules SOUND = new Rules();

  /** Whether a candidate's log is at least as complete as this node's (Raft §5.4.1). */
  public boolean isUpToDate(
      Term candidateLastTerm, LogIndex candidateLastIndex, Term lastTerm, LogIndex lastIndex) {
    if (!candidateLastTerm.equals(lastTerm)) {
      return candidateLastTerm.isAfter(lastTerm);
    }
    return !candidateLastIndex.isBefore(lastIndex);
  }

  /** Pre-votes apply the same check as votes (lesson 6). */
  public boolean isUpToDateForPreVote(
      Term candidateLastTerm, LogIndex candidateLastIndex, Term lastTerm, LogIndex lastIndex) {
    return isUpToDate(candidateLastTerm, candidateLastIndex, lastTerm, lastIndex);
  }

  /** One vote per term (Raft §5.2). */
  public boolean mayVoteFor(Optional<NodeId> vote, NodeId candidate) {
    return vote.isEmpty() || vote.get().equals(candidate);
  }

  /** Replies wait until the term and vote they rest on are on disk (lesson 10). */
  public boolean replyWaitsForHardState(boolean hardStatePending) {
    return hardStatePending;
  }

  /** Entries of earlier terms are never committed by counting (Raft §5.4.2, lesson 2). */
  public boolean mayCommitByCounting(Term entryTerm, Term leaderTerm) {
    return entryTerm.equals(leaderTerm);
  }

  /** What a leader may count of its own log: what it has forced (lesson 12). */
  public LogIndex ownMatch(LogIndex durableIndex, LogIndex lastIndex) {
    return durableIndex;
  }

  /** What a follower may acknowledge: no more than the request spoke of (lesson 19). */
  public LogIndex acknowledged(Message.AppendRequest request, LogIndex lastIndex) {
    return request.lastIndex();
  }

  /** Whether an acknowledgement waits for the disk. */
  public boolean acknowledgementWaits(LogIndex acknowledged, LogIndex durableIndex) {
    return acknowledged.isAfter(durableIndex);
  }

  /** How far a follower may commit: only the prefix this request has matched (lesson 20). */
  public LogIndex followerCommit(Message.AppendRequest request, LogIndex lastIndex) {
    return LogIndex.min(request.commit(), request.lastIndex());
  }

  /** Whether the log is cut in front of an entry: only on a conflict of terms (lesson 18). */
  public boolean conflicts(Term existing, Term received) {
    return !existing.equals(received);
  }

  /** Whether reads may be served: only after an entry of the own term is committed (lesson 3). */
  public boolean mayServeReads(Term termAtCommit, Term leaderTerm) {
    return termAtCommit.equals(leaderTerm);
  }

  /** Whether membership may change: only after an own-term entry is committed (lesson 1). */
  public boolean mayChangeMembership(Term termAtCommit, Term leaderTerm) {
    return termAtCommit.equals(leaderTerm);
  }

  /** Who has to agree: voters only, and while joint a majority of both sets (Raft §6). */
  public Quorum quorum(Configuration configuration) {
    return configuration.quorum();
  }

  /** Whether a leader goes when a change that takes its vote is committed (Raft §6). */
  public boolean resigns(boolean isVoter) {
    return !isVoter;
  }

  /** One change at a time: the one before must be committed, and its joint phase left. */
  public boolean changeIsUnderWay(boolean joint, boolean committed) {
    return joint || !committed;
  }

  /** Whether the voters of a configuration could commit something, were it in force now. */
  public boolean couldAgree(Quorum next, Predicate<NodeId> answers) {
    return next.has(answers);
  }

  /** Whether a learner has caught up so far that it may have a vote (lesson 31). */
  public boolean hasCaughtUp(LogIndex match, LogIndex lastIndex, long maxLagEntries) {
    return lastIndex.value() - match.value() <= maxLagEntries;
  }

  /** Whether the log already contains a snapshot and is kept behind it (lessons 21 and 22). */
  public boolean snapshotIsContained(Optional<Term> termInLog, Term snapshotTerm) {
    return termInLog.isPresent() && termInLog.get().equals(snapshotTerm);
  }

  /** The newest read round that a quorum has confirmed (lesson 3). */
  public long confirmedRound(Quorum quorum, ToLongFunction<NodeId> ackedRound) {
    return quorum.agreed(ackedRound);
  }

  /** Whether a node may vote or campaign: not while it may have forgotten what it promised. */
  public boolean mayVote(boolean repairing) {
    return !repairing;
  }

  /** Whether a follower's answers count: not while it may have forgotten earlier ones. */
  public boolean counts(boolean repairing) {
    return !repairing;
  }

  /** Whether a follower that has lost data is as good as any again. */
  public boolean isRepaired(LogIndex match, LogIndex barrier, LogIndex commit) {
    return !match.isBefore(barrier) && !commit.isBefore(barrier);
  }

  /** Whether a node that hears a live leader refuses its vote (Raft thesis §4.2.3). */
  public boolean refusesForLiveLeader(boolean hearsLeader, boolean transfer) {
    return hearsLeader && !transfer;
  }

  /** Whether a leader has lost touch with too many to lead on. */
  public boolean lostQuorum(long ticksSinceQuorum, RaftSettings settings) {
    return ticksSinceQuorum >= settings.electionTicksMax();
  }

  /** Whether the disk is so slow that this node must not lead (lesson 9). */
  public boolean diskIsStalled(long pendingWriteTicks, RaftSettings settings) {
    return pendingWriteTicks > settings.electionTicksMax();
  }

  /** A follower's log time when its leader tells its own (lesson 32). */
  public long followedLogTime(long ownTimeMillis, long leaderTimeMillis) {
    return leaderTimeMillis;
  }

  /** The log time after an entry's time has been seen: it never runs backwards (lesson 32). */
  public long raisedLogTime(long logTimeMillis, long entryTimeMillis) {
    return Math.max(logTimeMillis, entryTimeMillis);
  }
}
