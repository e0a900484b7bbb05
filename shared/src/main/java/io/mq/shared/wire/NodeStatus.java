package io.mq.shared.wire;

/**
 * The answer to {@code GET /status}; {@code role} and {@code term} are the RRMQ API's.
 *
 * @param role Leader, Follower or Candidate
 * @param leader the leader this node knows of, or null
 */
public record NodeStatus(
    String role, long term, String node, String leader, long commit, long applied) {}
