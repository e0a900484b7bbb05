package io.mq.node.runtime;

import io.mq.node.raft.Configuration;
import io.mq.shared.id.NodeId;
import java.util.Optional;

/** What became of a {@link MemberChange}. */
public sealed interface MembersOutcome {

  /** It is committed, and the joint phase is over. */
  record Done(Configuration configuration) implements MembersOutcome {}

  /** Nothing was done because of something that passes, and the sentence says what. */
  record NotYet(String reason) implements MembersOutcome {}

  /** Nothing was done, and the sentence says why. */
  record Refused(String reason) implements MembersOutcome {}

  /** This node does not lead; nothing was done. */
  record NotLeader(Optional<NodeId> leader) implements MembersOutcome {}

  /** It was begun, and this node does not know how it ends; the members will tell. */
  record Unknown(String reason) implements MembersOutcome {}

  /** The short form that logs and traces share. */
  default String describe() {
    return switch (this) {
      case Done(Configuration configuration) -> "done: " + configuration.describe();
      case NotYet(String reason) -> "not yet: " + reason;
      case Refused(String reason) -> "refused: " + reason;
      case NotLeader(Optional<NodeId> leader) ->
          "not the leader" + leader.map(node -> ", but " + node).orElse("");
      case Unknown(String reason) -> "unknown: " + reason;
    };
  }
}
