package io.mq.ctl.doctor;

import io.mq.ctl.cluster.FreePorts;
import io.mq.ctl.cluster.NodeRecord;
import io.mq.ctl.cluster.Orphan;
import io.mq.ctl.cluster.OwnProcess;
import io.mq.ctl.cluster.Processes;
import io.mq.ctl.cluster.ProgramState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether nodes that are down will find their ports: these are never changed (lesson 38). */
final class PinnedPortsCheck implements Check {

  private static final String LOOPBACK = "127.0.0.1";

  /**
   * A port that a stopped process comes back to.
   *
   * @param part n1, n2, ... or "the proxies"
   */
  record Pinned(String cluster, String part, String ip, int port) {}

  @Override
  public String name() {
    return "pinned ports";
  }

  @Override
  public List<Finding> examine(Surroundings surroundings) {
    List<Pinned> pinned = new ArrayList<>();
    surroundings.clusters().forEach(cluster -> addStopped(cluster, pinned));
    List<Finding> findings = new ArrayList<>();
    for (Pinned port : pinned) {
      if (!FreePorts.isFree(port.ip(), port.port())) {
        Optional<OwnProcess> user =
            surroundings.owners().pid(port.port()).flatMap(surroundings::process);
        boolean orphaned =
            surroundings.orphans().stream()
                .filter(orphan -> orphan.clusterName().filter(port.cluster()::equals).isPresent())
                .map(Orphan::process)
                .anyMatch(process -> user.filter(process::equals).isPresent());
        findings.add(judge(port, user, orphaned));
      }
    }
    return findings.isEmpty()
        ? List.of(
            Finding.ok(
                name(),
                pinned.isEmpty()
                    ? "no node is down"
                    : "those of nodes that are down are free (" + pinned.size() + ")"))
        : findings;
  }

  private static void addStopped(Surroundings.Known cluster, List<Pinned> pinned) {
    for (NodeRecord node : cluster.state().nodes()) {
      if (node.process().filter(Processes::isAlive).isEmpty()) {
        String part = node.id().toString();
        pinned.add(new Pinned(cluster.name(), part, node.ip(), node.port()));
        pinned.add(new Pinned(cluster.name(), part, node.ip(), node.internalPort()));
      }
    }
    Optional<ProgramState> program = cluster.state().program();
    if (program.flatMap(ProgramState::process).filter(Processes::isAlive).isEmpty()) {
      program.ifPresent(
          known -> {
            pinned.add(new Pinned(cluster.name(), "the proxies", LOOPBACK, known.controlPort()));
            known
                .proxies()
                .forEach(
                    proxy ->
                        pinned.add(
                            new Pinned(cluster.name(), "the proxies", LOOPBACK, proxy.port())));
          });
    }
  }

  /** What to say of one that is in use. */
  Finding judge(Pinned port, Optional<OwnProcess> user, boolean orphaned) {
    String found =
        "port "
            + port.port()
            + " of "
            + port.part()
            + " in cluster "
            + port.cluster()
            + ", which is down, is used by "
            + user.map(OwnProcess::describe).orElse("a process that cannot be seen");
    if (orphaned) {
      return Finding.problem(
          name(), found + ", a lost part of it", "mqctl cluster adopt " + port.cluster());
    }
    return Finding.problem(
        name(),
        found,
        user.map(process -> "stop it before the node starts: kill " + process.pid())
            .orElse("find it (as root: ss -ltnp) and stop it before the node starts"));
  }
}
