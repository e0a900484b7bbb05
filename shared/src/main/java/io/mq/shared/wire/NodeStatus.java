package io.mq.shared.wire;

/**
 * The answer to {@code GET /status}; {@code role} and {@code term} are the RRMQ API's.
 *
 * @param role Leader, Follower or Candidate
 * @param leader the leader this node knows of, or null
 * @param repairing whether its disk has lost data, so that it stays out of the quorum until
 *     repaired
 */
public record NodeStatus(
    String role,
    long term,
    String node,
    String leader,
    long commit,
    long applied,
    boolean repairing) {}
