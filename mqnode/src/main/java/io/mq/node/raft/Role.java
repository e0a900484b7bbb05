package io.mq.node.raft;

import io.mq.node.raft.progress.Progress;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a replica is, with the data that only makes sense while it is that. */
sealed interface Role {

  /** The name in status pages. */
  RaftStatus.RoleName name();

  /** Takes what a leader sends, or waits for one. */
  final class Follower implements Role {
    Optional<NodeId> leader;
    long heardAtTick;

    /** Refuses to help others against the leader it hears; lifted when the link to it breaks. */
    boolean loyal = true;

    Follower(Optional<NodeId> leader, long nowTick) {
      this.leader = leader;
      this.heardAtTick = nowTick;
    }

    @Override
    public RaftStatus.RoleName name() {
      return RaftStatus.RoleName.FOLLOWER;
    }
  }

  /** Asks whether a candidacy could win. Knows no leader (lesson 5). */
  record PreCandidate(Ballot ballot) implements Role {
    @Override
    public RaftStatus.RoleName name() {
      return RaftStatus.RoleName.PRE_CANDIDATE;
    }
  }

  /** Asks for votes. */
  record Candidate(Ballot ballot) implements Role {
    @Override
    public RaftStatus.RoleName name() {
      return RaftStatus.RoleName.CANDIDATE;
    }
  }

  /** Leads its term. */
  final class Leader implements Role {
    final SortedMap<NodeId, Progress> followers = new TreeMap<>();
    final PendingReads reads = new PendingReads();
    Optional<Handover> handover = Optional.empty();
    long uncommittedBytes;

    /** The committed configuration that needs nothing done any more, by its index. */
    Optional<LogIndex> settledConfiguration = Optional.empty();

    long heartbeatAtTick;

    @Override
    public RaftStatus.RoleName name() {
      return RaftStatus.RoleName.LEADER;
    }
  }

  /** Who said what in one vote. */
  record Ballot(TreeSet<NodeId> granted, TreeSet<NodeId> refused) {
    Ballot() {
      this(new TreeSet<>(), new TreeSet<>());
    }

    void add(NodeId from, boolean yes) {
      (yes ? granted : refused).add(from);
    }

    boolean hasVoteOf(NodeId node) {
      return granted.contains(node) || refused.contains(node);
    }
  }

  /** Leadership is on its way to another node (Raft thesis §3.10). */
  record Handover(NodeId target, long deadlineTick) {}

  /** Where a new leader begins to look for a match: behind its last entry. */
  static Progress unknownProgress(LogIndex lastIndex, long nowTick) {
    return new Progress(lastIndex.next(), nowTick);
  }
}
