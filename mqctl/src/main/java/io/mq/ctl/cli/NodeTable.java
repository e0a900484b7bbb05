package io.mq.ctl.cli;

import io.mq.ctl.cluster.NodeView;
import io.mq.ctl.cluster.ProcessIdentity;
import io.mq.ctl.cluster.Survey;
import io.mq.shared.wire.AdminState;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** How a cluster's nodes are shown. */
final class NodeTable {

  private NodeTable() {}

  static Table of(Survey survey) {
    Table table =
        new Table(
            "node", "state", "role", "term", "commit", "applied", "last", "faults", "pid", "url");
    for (NodeView node : survey.nodes()) {
      Optional<AdminState> state = node.state();
      table.add(
          node.id().toString(),
          node.condition().word(),
          role(node, survey),
          state.map(AdminState::term).orElse(null),
          position(state, AdminState::commitIndex),
          position(state, AdminState::appliedIndex),
          position(state, AdminState::lastIndex),
          state.map(known -> (long) known.faults()).orElse(null),
          node.condition() == NodeView.Condition.DOWN
              ? null
              : node.node().process().map(ProcessIdentity::pid).orElse(null),
          node.node().clientUrl());
    }
    return table;
  }

  /** Null for what a node of another make does not tell. */
  private static Long position(Optional<AdminState> state, ToLongFunction<AdminState> field) {
    return state.map(field::applyAsLong).filter(index -> index >= 0).orElse(null);
  }

  /** A follower without a vote is called what it is: by the leader if there is one. */
  private static String role(NodeView node, Survey survey) {
    if (!node.role().equals("follower")) {
      return node.role();
    }
    String membership = node.state().map(AdminState::membership).orElse("voter");
    String suffrage =
        survey
            .leader()
            .flatMap(NodeView::state)
            .filter(leader -> !leader.members().isEmpty()) // Other programs tell no members.
            .map(leader -> leader.suffrage(node.id().toString()))
            .orElse(membership);
    return switch (suffrage) {
      case "learner" -> "learner";
      case "none" -> membership.equals("removed") ? "removed" : "joining";
      default -> "follower";
    };
  }
}
