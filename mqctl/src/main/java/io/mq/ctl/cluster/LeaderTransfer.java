package io.mq.ctl.cluster;

import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks the leader to hand over, and waits until another leads. */
final class LeaderTransfer {

  private static final long POLL_MILLIS = 10;

  private final ClusterState state;
  private final AdminClient admin;

  LeaderTransfer(ClusterState state, AdminClient admin) {
    this.state = state;
    this.admin = admin;
  }

  NodeView run(Optional<NodeId> target, long timeoutMillis) {
    NodeView before = Survey.take(state, admin).requireLeader();
    if (target.equals(Optional.of(before.id()))) {
      return before;
    }
    NodeId heir = ask(before, target);
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    while (System.nanoTime() - end < 0) {
      Optional<NodeView> now = Survey.take(state, admin).leader();
      if (now.isPresent() && now.get().term() > before.term()) {
        return expected(now.get(), target);
      }
      Waiting.pause(POLL_MILLIS);
    }
    throw ClusterException.failed(
        heir + " has not taken over from " + before.id() + " within " + timeoutMillis + " ms.");
  }

  private NodeId ask(NodeView leader, Optional<NodeId> target) {
    try {
      return admin.transfer(leader.node(), target);
    } catch (IOException e) {
      throw ClusterException.failed(
          leader.id() + " does not hand leadership over: it " + e.getMessage() + ".");
    }
  }

  private static NodeView expected(NodeView leader, Optional<NodeId> target) {
    if (target.isPresent() && !target.get().equals(leader.id())) {
      throw ClusterException.failed(
          "an election came between: " + leader.id() + " leads now, not " + target.get() + ".");
    }
    return leader;
  }
}
