package io.mq.node.runtime;

import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.util.Optional;

/** Something about a replica that people watch for. */
public sealed interface ReplicaEvent {

  /** The short form for logs and traces. */
  String describe();

  /** The role, the term or the known leader is another than before. */
  record RoleChanged(RoleName role, Term term, Optional<NodeId> leader) implements ReplicaEvent {
    @Override
    public String describe() {
      String text = role.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + " " + term;
      return role == RoleName.LEADER || leader.isEmpty() ? text : text + " of " + leader.get();
    }
  }

  /** A peer sent bytes that are no message of this version; they count as lost. */
  record MessageUnreadable(NodeId from, String why) implements ReplicaEvent {
    @Override
    public String describe() {
      return "unreadable message from " + from + ": " + why;
    }
  }
}
