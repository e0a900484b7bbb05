package io.mq.ctl.cluster;

import io.mq.ctl.cluster.NodeView.Condition;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.AdminState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Takes nodes out of a running cluster for good: moves leadership away from them, has the members
 * agree that they are gone, stops them, and removes what they have kept. Interrupted, it goes on
 * where it was. The caller holds the cluster's lock.
 */
final class Shrinking {

  private final Cluster cluster;
  private final MemberCalls calls;
  private final long patienceMillis;
  private final long timeoutMillis;
  private final Progress progress;

  Shrinking(
      Cluster cluster,
      MemberCalls calls,
      long patienceMillis,
      long timeoutMillis,
      Progress progress) {
    this.cluster = cluster;
    this.calls = calls;
    this.patienceMillis = patienceMillis;
    this.timeoutMillis = timeoutMillis;
    this.progress = progress;
  }

  /** Those that do not run, then those with the highest numbers. */
  List<NodeId> surplus(int wanted) {
    List<NodeView> nodes = new ArrayList<>(cluster.survey().nodes());
    nodes.sort(
        Comparator.comparing((NodeView node) -> node.condition() == Condition.UP)
            .thenComparing(NodeView::id, Comparator.reverseOrder()));
    return nodes.stream().limit(nodes.size() - wanted).map(NodeView::id).sorted().toList();
  }

  /** Takes them out. */
  void remove(List<NodeId> nodes) {
    ClusterState state = cluster.state();
    if (nodes.size() >= state.nodes().size()) {
      throw ClusterException.usage(
          "one node at least must stay; to end the cluster as a whole there is mqctl cluster"
              + " down.");
    }
    takeOut(nodes);
    new Stopping(cluster, progress).stop(nodes, patienceMillis);
    nodes.forEach(cluster.folder()::deleteData);
    cluster.folder().write(cluster.state().without(nodes));
  }

  /** Has the members agree that they are gone; their processes and files stay. */
  void takeOut(List<NodeId> nodes) {
    moveLeadershipFrom(nodes);
    calls.remove(nodes);
    nodes.forEach(node -> progress.node(node, "is no member any more"));
  }

  private void moveLeadershipFrom(Collection<NodeId> nodes) {
    NodeView leader = cluster.survey().requireLeader();
    if (nodes.contains(leader.id())) {
      Optional<NodeId> heir = heir(leader.state().orElseThrow(), nodes);
      if (heir.isPresent()) {
        NodeView next = cluster.transferLeader(heir, timeoutMillis);
        progress.node(next.id(), "leads in place of " + leader.id());
      }
    }
  }

  /** The voter that stays and lacks least of the log. */
  private static Optional<NodeId> heir(AdminState leader, Collection<NodeId> leaving) {
    return leader.followers().stream()
        .filter(AdminState.Follower::active)
        .sorted(Comparator.comparingLong(AdminState.Follower::matchIndex).reversed())
        .flatMap(follower -> NodeId.parse(follower.node()).stream())
        .filter(node -> !leaving.contains(node))
        .filter(node -> leader.suffrage(node.toString()).equals("voter"))
        .findFirst();
  }
}
