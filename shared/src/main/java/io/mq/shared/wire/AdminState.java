package io.mq.shared.wire;

import java.util.List;

/**
 * The answer to {@code GET /admin/state}: everything a node knows about itself. Fields that a node
 * cannot fill are null.
 *
 * @param startedAt ISO 8601, UTC
 * @param role FOLLOWER, PRE_CANDIDATE, CANDIDATE or LEADER
 * @param vote the node this one voted for in {@code term}, or null
 * @param leader the leader this node knows of, or null
 * @param stateHash of the queues at {@code appliedIndex}, 16 hexadecimal digits
 * @param messages how many are in the node's queues at {@code appliedIndex}
 * @param messagesPut how many were ever put into the topics that are there at that index
 * @param queueBytes roughly what the queues take of the node's heap
 * @param maxQueueBytes at how many a leader refuses more messages; 0 if that is not known
 * @param damage what this node's disk has lost, until it is repaired; null if nothing. Until then
 *     the node stays out of the quorum
 * @param membership of this node itself, as its log tells: voter, learner, joining or removed
 * @param changingMembers whether a membership change is under way
 * @param followers the leader's view of the others, empty elsewhere
 */
public record AdminState(
    String node,
    String clusterId,
    String version,
    long pid,
    String startedAt,
    String role,
    long term,
    String vote,
    String leader,
    long firstIndex,
    long lastIndex,
    long lastTerm,
    long durableIndex,
    long commitIndex,
    long appliedIndex,
    String stateHash,
    long logTimeMillis,
    int pendingRequests,
    long messages,
    long messagesPut,
    long queueBytes,
    long maxQueueBytes,
    String membership,
    boolean changingMembers,
    List<Member> members,
    List<Follower> followers,
    List<Link> links,
    int faults,
    String dataDirectory,
    String damage) {

  /** How a node stands in this node's configuration: voter, learner, or none. */
  public String suffrage(String of) {
    return members.stream()
        .filter(member -> member.node().equals(of))
        .map(Member::suffrage)
        .findFirst()
        .orElse("none");
  }

  /**
   * One member of the cluster.
   *
   * @param suffrage voter or learner, or "none" for a node that the configuration lacks
   */
  public record Member(String node, String clientUrl, String peerUrl, String suffrage) {}

  /**
   * How far one follower is, as the leader knows it.
   *
   * @param repairing whether it has lost data and does not count until it is repaired
   */
  public record Follower(
      String node, long matchIndex, long nextIndex, boolean active, boolean repairing) {}

  /** Whether the connection to a peer, and the one from it, are up. */
  public record Link(String peer, boolean outgoing, boolean incoming) {}
}
