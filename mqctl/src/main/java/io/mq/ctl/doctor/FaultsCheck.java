package io.mq.ctl.doctor;

import io.mq.ctl.cluster.NodeRecord;
import io.mq.ctl.cluster.Processes;
import io.mq.ctl.fault.Faults;
import io.mq.ctl.fault.Faults.Reached;
import io.mq.shared.fault.FaultView;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Faults that were set and not lifted, as the nodes tell it (lesson 37), and paused nodes. */
final class FaultsCheck implements Check {

  @Override
  public String name() {
    return "faults";
  }

  @Override
  public List<Finding> examine(Surroundings surroundings) {
    List<Finding> findings = new ArrayList<>();
    for (Surroundings.Known cluster : surroundings.clusters()) {
      if (cluster.state().isRunning()) {
        addOf(cluster, findings);
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.ok(name(), "none is in force, and no node is paused"))
        : findings;
  }

  private void addOf(Surroundings.Known cluster, List<Finding> findings) {
    Reached reached;
    try (Faults faults = new Faults(cluster.state())) {
      reached = faults.list();
    }
    reached
        .reached()
        .forEach(
            (node, views) ->
                views.forEach(view -> findings.add(inForce(cluster.name(), node, view))));
    for (NodeRecord node : cluster.state().nodes()) {
      if (node.process().filter(Processes::isPaused).isPresent()) {
        findings.add(paused(cluster.name(), node.id()));
      } else if (node.process().filter(Processes::isAlive).isPresent()
          && reached.missed().containsKey(node.id())) {
        findings.add(silent(cluster.name(), node.id(), reached.missed().get(node.id())));
      }
    }
  }

  Finding inForce(String cluster, NodeId node, FaultView view) {
    return Finding.warning(
        name(),
        node
            + " of cluster "
            + cluster
            + ": "
            + view.spec().describe()
            + ", for another "
            + TimeUnit.MILLISECONDS.toSeconds(view.remainingMillis())
            + " s",
        "mqctl heal --cluster " + cluster);
  }

  Finding paused(String cluster, NodeId node) {
    return Finding.warning(
        name(),
        node + " of cluster " + cluster + " is paused",
        "mqctl resume " + node + " --cluster " + cluster);
  }

  Finding silent(String cluster, NodeId node, String why) {
    return Finding.warning(
        name(),
        node + " of cluster " + cluster + " runs and does not answer: " + why,
        "mqctl explain --cluster " + cluster);
  }
}
