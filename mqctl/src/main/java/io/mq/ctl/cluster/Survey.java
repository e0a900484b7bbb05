package io.mq.ctl.cluster;

import io.mq.ctl.cluster.NodeView.Condition;
import io.mq.shared.client.CallThreads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/**
 * All nodes of a cluster as they were found a moment ago.
 *
 * @param nodes in the order of their ids
 */
public record Survey(List<NodeView> nodes) {

  /** Looks at all nodes at once. */
  public static Survey take(ClusterState cluster, AdminClient admin) {
    List<CompletableFuture<NodeView>> views = new ArrayList<>();
    try (ExecutorService threads = CallThreads.open()) {
      for (NodeRecord node : cluster.nodes()) {
        views.add(CompletableFuture.supplyAsync(() -> look(node, admin), threads));
      }
    }
    return new Survey(views.stream().map(CompletableFuture::join).toList());
  }

  private static NodeView look(NodeRecord node, AdminClient admin) {
    Optional<ProcessIdentity> process = node.process().filter(Processes::isAlive);
    if (process.isEmpty()) {
      return new NodeView(node, Condition.DOWN, Optional.empty(), "not running");
    }
    if (Processes.isPaused(process.get())) {
      return new NodeView(node, Condition.PAUSED, Optional.empty(), "paused");
    }
    try {
      return new NodeView(node, Condition.UP, Optional.of(admin.state(node)), "");
    } catch (IOException e) {
      return new NodeView(node, Condition.SILENT, Optional.empty(), e.getMessage());
    }
  }

  /** The node that leads: of those that say so the one with the latest term. */
  public Optional<NodeView> leader() {
    return nodes.stream()
        .filter(NodeView::claimsToLead)
        .max(Comparator.comparingLong(NodeView::term));
  }

  /**
   * The node that leads.
   *
   * @throws ClusterException if none says so
   */
  public NodeView requireLeader() {
    return leader()
        .orElseThrow(
            () -> {
              long up = nodes.stream().filter(node -> node.condition() == Condition.UP).count();
              return ClusterException.unreachable(
                  "there is no leader now; " + up + " of " + nodes.size() + " nodes answer.");
            });
  }
}
