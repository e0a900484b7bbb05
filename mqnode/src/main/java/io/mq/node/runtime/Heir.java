package io.mq.node.runtime;

import io.mq.node.raft.RaftStatus;
import io.mq.node.raft.RaftStatus.FollowerStatus;
import io.mq.shared.id.NodeId;
import java.util.Comparator;
import java.util.Optional;

/** Whom a leader hands over to when nobody was named. */
final class Heir {

  private Heir() {}

  /** Whoever it is handing over to already, else the active voter that lacks least of the log. */
  static Optional<NodeId> of(RaftStatus leader) {
    return leader
        .handingOver()
        .or(
            () ->
                leader.followers().stream()
                    .filter(FollowerStatus::active)
                    .filter(follower -> !follower.repairing())
                    .filter(follower -> leader.configuration().voters().contains(follower.node()))
                    .min(
                        Comparator.comparing(FollowerStatus::matchIndex)
                            .reversed()
                            .thenComparing(FollowerStatus::node))
                    .map(FollowerStatus::node));
  }
}
