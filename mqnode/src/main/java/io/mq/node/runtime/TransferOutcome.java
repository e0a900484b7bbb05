package io.mq.node.runtime;

import io.mq.node.raft.Output.AdminAnswer;
import io.mq.shared.id.NodeId;
import java.util.Optional;

/** What became of the wish that another node lead. */
public sealed interface TransferOutcome {

  /**
   * It has begun. Whether it succeeds shows in the role; if it has not after the longest election
   * timeout, this node leads on.
   */
  record Started(NodeId target) implements TransferOutcome {}

  /** Nothing was done, and the sentence says why. */
  record Refused(String reason) implements TransferOutcome {}

  /** This node does not lead; nothing was done. */
  record NotLeader(Optional<NodeId> leader) implements TransferOutcome {}

  /** What the core's answer means, if {@code heir} was to lead. */
  static TransferOutcome of(AdminAnswer answer, NodeId heir) {
    return switch (answer) {
      case AdminAnswer.Started() -> new Started(heir);
      case AdminAnswer.NotLeader(Optional<NodeId> leader) -> new NotLeader(leader);
      case AdminAnswer.NotYet(String reason) -> new Refused(reason);
      case AdminAnswer.Refused(String reason) -> new Refused(reason);
    };
  }

  /** The short form that logs and traces share. */
  default String describe() {
    return switch (this) {
      case Started(NodeId target) -> "hands over to " + target;
      case Refused(String reason) -> "refused: " + reason;
      case NotLeader(Optional<NodeId> leader) ->
          "not the leader" + leader.map(node -> ", but " + node).orElse("");
    };
  }
}
