package io.mq.shared.wire;

import java.util.List;

/**
 * The body of {@code POST /admin/members}: exactly one of the three is given.
 *
 * @param add nodes that are to receive the log, without a vote
 * @param promote learners that are to have a vote
 * @param remove members that are to leave for good
 */
public record ChangeMembers(List<NewMember> add, List<String> promote, List<String> remove) {

  /**
   * A node that is to join.
   *
   * @param node its name, under a number never used in this cluster
   * @param clientUrl the base of its client API
   * @param peerUrl the base of its peer and admin API
   */
  public record NewMember(String node, String clientUrl, String peerUrl) {}
}
