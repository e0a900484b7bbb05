package io.mq.ctl.cluster;

import io.mq.ctl.cluster.NodeView.Condition;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.AdminState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Restarts all nodes of a cluster one by one while it goes on serving. */
final class RollingRestart {

  private static final long POLL_MILLIS = 25;

  private final Cluster cluster;
  private final long patienceMillis;
  private final long timeoutMillis;
  private final Progress progress;

  RollingRestart(Cluster cluster, long patienceMillis, long timeoutMillis, Progress progress) {
    this.cluster = cluster;
    this.patienceMillis = patienceMillis;
    this.timeoutMillis = timeoutMillis;
    this.progress = progress;
  }

  List<NodeId> run() {
    List<NodeId> order = leaderLast();
    for (NodeId node : order) {
      restart(node);
    }
    return order;
  }

  /** Leadership moves once then, not with every node. */
  private List<NodeId> leaderLast() {
    List<NodeId> order =
        new ArrayList<>(cluster.state().nodes().stream().map(NodeRecord::id).toList());
    NodeId leader = cluster.survey().requireLeader().id();
    order.remove(leader);
    order.addLast(leader);
    return order;
  }

  private void restart(NodeId node) {
    Survey before = cluster.survey();
    othersMustBeUp(before, node);
    if (before.requireLeader().id().equals(node) && before.nodes().size() > 1) {
      NodeView heir = cluster.transferLeader(Optional.empty(), timeoutMillis);
      progress.node(heir.id(), "leads in place of " + node);
    }
    List<NodeId> alone = List.of(node);
    cluster.stop(alone, patienceMillis, progress);
    cluster.start(alone, timeoutMillis, progress);
    awaitCaughtUp(node);
  }

  /** A second node that is down, or whose disk is under repair, could leave no majority. */
  private static void othersMustBeUp(Survey survey, NodeId node) {
    for (NodeView other : survey.nodes()) {
      if (other.id().equals(node)) {
        continue;
      }
      String refusal = node + " is not restarted while " + other.id() + " is ";
      if (other.condition() != Condition.UP) {
        throw ClusterException.failed(
            refusal + other.condition().word() + "; bring that one back first.");
      }
      if (other.isRepairing()) {
        throw ClusterException.failed(refusal + "under repair; wait until that is done.");
      }
    }
  }

  /** Until it counts, and has applied all that the leader had committed when it came back. */
  private void awaitCaughtUp(NodeId node) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    Optional<Long> goal = Optional.empty();
    while (System.nanoTime() - end < 0) {
      Survey survey = cluster.survey();
      if (goal.isEmpty()) {
        goal = survey.leader().flatMap(NodeView::state).map(AdminState::commitIndex);
      }
      long applied = applied(survey, node);
      if (goal.isPresent() && applied >= goal.get()) {
        progress.node(node, "has caught up, index " + applied);
        return;
      }
      Waiting.pause(POLL_MILLIS);
    }
    throw ClusterException.unreachable(
        node
            + " has not caught up within "
            + timeoutMillis
            + " ms of its start; the nodes behind it were not restarted.");
  }

  /** -1 if it does not say, or its disk is under repair. */
  private static long applied(Survey survey, NodeId node) {
    return survey.nodes().stream()
        .filter(view -> view.id().equals(node) && !view.isRepairing())
        .findFirst()
        .flatMap(NodeView::state)
        .map(AdminState::appliedIndex)
        .orElse(-1L);
  }
}
