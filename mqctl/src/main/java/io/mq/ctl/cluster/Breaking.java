package io.mq.ctl.cluster;

import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Has nodes do things to themselves that no signal can do to them. */
final class Breaking {

  private static final long END_TIMEOUT_MILLIS = 5_000;

  /** Long enough to tell several nodes before the first begins. */
  private static final long ELECTION_AFTER_MILLIS = 300;

  private final Cluster cluster;
  private final AdminClient admin;

  Breaking(Cluster cluster, AdminClient admin) {
    this.cluster = cluster;
    this.admin = admin;
  }

  List<NodeId> losePower(Collection<NodeId> nodes) {
    List<NodeRecord> running = new ArrayList<>();
    for (NodeId id : nodes) {
      NodeRecord node = cluster.state().node(id);
      if (node.process().filter(Processes::isAlive).isPresent()) {
        running.add(node);
      }
    }
    for (NodeRecord node : running) {
      try {
        admin.losePower(node);
      } catch (IOException e) {
        throw ClusterException.failed(node.id() + " keeps its power: it " + e.getMessage() + ".");
      }
    }
    for (NodeRecord node : running) {
      if (!Processes.awaitEnd(node.process().orElseThrow(), END_TIMEOUT_MILLIS)) {
        throw ClusterException.failed(
            node.id() + " was to lose its power and still runs; is it paused?");
      }
    }
    return running.stream().map(NodeRecord::id).toList();
  }

  Map<NodeId, String> startElections(Collection<NodeId> nodes) {
    Map<NodeId, String> missed = new TreeMap<>();
    long begin = System.nanoTime();
    for (NodeId id : nodes) {
      long passed = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
      long after = nodes.size() == 1 ? 0 : Math.max(0, ELECTION_AFTER_MILLIS - passed);
      try {
        admin.startElection(cluster.state().node(id), after);
      } catch (IOException e) {
        missed.put(id, e.getMessage());
      }
    }
    return missed;
  }
}
