package io.mq.ctl.doctor;

import io.mq.ctl.cluster.ClusterFolder;
import io.mq.ctl.cluster.Orphan;
import io.mq.ctl.cluster.Orphan.Standing;
import io.mq.ctl.cluster.Orphans;
import io.mq.ctl.cluster.ProcessTable;
import io.mq.ctl.cluster.Processes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Nodes and proxies of this user that run and that no cluster's state knows (lesson 39). */
final class OrphansCheck implements Check {

  @Override
  public String name() {
    return "orphans";
  }

  @Override
  public List<Finding> examine(Surroundings surroundings) {
    if (!ProcessTable.isAvailable()) {
      return List.of(
          Finding.warning(name(), "without /proc it cannot be told which processes are nodes", ""));
    }
    Set<String> changing = new TreeSet<>();
    surroundings.home().entries().stream()
        .filter(ClusterFolder::isBeingChanged)
        .forEach(folder -> changing.add(folder.name()));
    List<Finding> findings = new ArrayList<>();
    // Held against the states once more: whoever started a node in the meantime has written it down
    // before letting go of the lock.
    for (Orphan orphan : Orphans.among(surroundings.processes())) {
      boolean here = surroundings.home().isHere(orphan);
      boolean unsettled = orphan.clusterName().filter(changing::contains).isPresent() && here;
      if (!unsettled && Processes.isAlive(orphan.process().identity())) {
        findings.add(judge(orphan, here));
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.ok(name(), "every node that runs belongs to a cluster that knows it"))
        : findings;
  }

  /**
   * What to say of one.
   *
   * @param here whether its cluster's folder is below the state folder in use
   */
  Finding judge(Orphan orphan, boolean here) {
    String kill = "kill " + orphan.pid() + " stops it";
    if (orphan.standing() == Standing.BY_HAND) {
      return Finding.warning(
          name(),
          orphan.process().describe() + " was started by hand and belongs to no cluster of mqctl's",
          kill + ", mqctl cluster adopt " + orphan.pid() + " --as NAME makes a cluster of it");
    }
    String cluster = orphan.clusterName().orElseThrow();
    String found =
        orphan.process().describe()
            + " looks like "
            + orphan.part().describe()
            + " of cluster "
            + cluster
            + ", "
            + switch (orphan.standing()) {
              case UNKNOWN -> "whose state does not know it";
              case NO_STATE -> "which has no cluster.json";
              case UNREADABLE -> "whose cluster.json cannot be read";
              case BY_HAND -> throw new IllegalStateException("it has no cluster");
            };
    return here
        ? Finding.problem(name(), found, "mqctl cluster adopt " + cluster + " takes it in, " + kill)
        : Finding.warning(
            name(),
            found + " (" + orphan.folder().orElseThrow() + ")",
            kill + ", mqctl cluster adopt with the XDG_STATE_HOME of then takes it in");
  }
}
