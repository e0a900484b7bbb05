package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A picture of a replica between two steps, for status pages, invariants and transcripts.
 *
 * @param appliedIndex the last index handed out to be applied
 * @param logTimeMillis the log time, which stamps entries and never runs backwards in them (lesson
 *     32)
 * @param pendingWriteTicks the age of the oldest write that has not been forced, zero without one
 * @param handingOver who leadership is being handed to
 * @param settled whether no membership change is under way in {@code configuration}
 * @param followers the leader's view of the others, empty elsewhere, in order of their ids
 * @param repairing whether this node has lost data and stays out of the quorum until repaired
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
    LogIndex appliedIndex,
    long logTimeMillis,
    long pendingWriteTicks,
    Optional<NodeId> handingOver,
    Configuration configuration,
    boolean settled,
    List<FollowerStatus> followers,
    boolean repairing) {

  /** The roles as people name them; a pre-candidate is told apart from a candidate. */
  public enum RoleName {
    FOLLOWER,
    PRE_CANDIDATE,
    CANDIDATE,
    LEADER
  }

  /**
   * How far one follower is.
   *
   * @param matchIndex the last index known to be durable there
   * @param nextIndex the next index to send
   * @param mode how it is being sent to: {@code probe}, {@code replicate} or {@code snapshot}
   * @param inflightBytes entries sent and not acknowledged
   * @param active whether it answered within the longest election timeout
   * @param repairing whether it repairs its disk, so that what it says does not count
   */
  public record FollowerStatus(
      NodeId node,
      LogIndex matchIndex,
      LogIndex nextIndex,
      String mode,
      long inflightBytes,
      boolean active,
      boolean repairing) {

    /** The form that logs, transcripts and traces share. */
    public String describe() {
      return node
          + " "
          + mode
          + " match "
          + matchIndex
          + " next "
          + nextIndex
          + (inflightBytes == 0 ? "" : " inflight " + inflightBytes + " bytes")
          + (active ? "" : " silent")
          + (repairing ? " repairing" : "");
    }
  }

  /** This node's part in its configuration: voter, learner, joining or removed. */
  public String membership() {
    if (configuration.isVoter(self)) {
      return "voter";
    }
    if (configuration.learners().contains(self)) {
      return "learner";
    }
    return configuration.isOutside(self) ? "removed" : "joining";
  }

  /** The role as people say it. */
  public String roleText() {
    return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The form that logs, transcripts and traces share. */
  public String describe() {
    return self
        + " "
        + roleText()
        + " "
        + term
        + vote.map(node -> " vote " + node).orElse("")
        + leader.map(node -> " leader " + node).orElse("")
        + " last "
        + lastTerm.value()
        + "/"
        + lastIndex
        + " durable "
        + durableIndex
        + " commit "
        + commitIndex
        + " applied "
        + appliedIndex
        + (pendingWriteTicks == 0 ? "" : " write pending for " + pendingWriteTicks + " ticks")
        + handingOver.map(node -> " handing over to " + node).orElse("")
        + (repairing ? " repairing" : "");
  }
}
