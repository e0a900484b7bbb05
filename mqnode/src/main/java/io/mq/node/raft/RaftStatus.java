package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.util.List;
import java.util.Optional;

/**
 * A picture of a replica between two steps, for status pages, invariants and transcripts.
 *
 * @param followers the leader's view of the others, empty elsewhere, in order of their ids
 */
public record RaftStatus(
    NodeId self,
    RoleName role,
    Term term,
    Optional<NodeId> vote,
    Optional<NodeId> leader,
    LogIndex firstIndex,
    LogIndex lastIndex,
    Term lastTerm,
    LogIndex durableIndex,
    LogIndex commitIndex,
    Configuration configuration,
    List<FollowerStatus> followers) {

  /** The roles as people name them; a pre-candidate is told apart from a candidate. */
  public enum RoleName {
    FOLLOWER,
    PRE_CANDIDATE,
    CANDIDATE,
    LEADER
  }

  /** How far one follower is. */
  public record FollowerStatus(
      NodeId node, LogIndex matchIndex, LogIndex nextIndex, boolean active) {}
}
