package io.mq.ctl.doctor;

import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.ClusterFolder;
import io.mq.ctl.cluster.ClusterState;
import io.mq.ctl.cluster.NodeRecord;
import io.mq.ctl.cluster.ProcessIdentity;
import io.mq.ctl.cluster.Processes;
import io.mq.ctl.cluster.ProgramState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether what is written down about clusters is whole and still so (lesson 39). */
final class StatesCheck implements Check {

  /** What became of a process that is written down. */
  enum Fate {
    ALIVE,
    GONE,
    /** Its pid is another process's now. */
    REUSED
  }

  @Override
  public String name() {
    return "states";
  }

  @Override
  public List<Finding> examine(Surroundings surroundings) {
    List<Finding> findings = new ArrayList<>();
    List<ClusterFolder> folders = surroundings.home().entries();
    for (ClusterFolder folder : folders) {
      if (folder.isBeingChanged()) {
        findings.add(beingChanged(folder.name()));
        continue;
      }
      boolean runs =
          surroundings.orphans().stream()
              .anyMatch(orphan -> orphan.folder().filter(folder.path()::equals).isPresent());
      try {
        Optional<ClusterState> state = folder.load();
        state.ifPresentOrElse(
            known -> addStale(folder.name(), known, findings),
            () -> findings.add(stateless(folder, runs)));
      } catch (ClusterException e) {
        findings.add(unreadable(folder, e.getMessage(), runs));
      }
    }
    return findings.isEmpty()
        ? List.of(Finding.ok(name(), "clusters written down as they are: " + folders.size()))
        : findings;
  }

  private void addStale(String cluster, ClusterState state, List<Finding> findings) {
    for (NodeRecord node : state.nodes()) {
      node.process()
          .flatMap(process -> judge(cluster, node.id().toString(), process, fate(process)))
          .ifPresent(findings::add);
    }
    state
        .program()
        .flatMap(ProgramState::process)
        .flatMap(process -> judge(cluster, "the proxies", process, fate(process)))
        .ifPresent(findings::add);
  }

  private static Fate fate(ProcessIdentity process) {
    if (Processes.isAlive(process)) {
      return Fate.ALIVE;
    }
    // One that has ended and that nobody has asked for yet is still there by its pid.
    return ProcessHandle.of(process.pid())
            .flatMap(Processes::identify)
            .filter(now -> !now.isSame(process))
            .isPresent()
        ? Fate.REUSED
        : Fate.GONE;
  }

  Optional<Finding> judge(String cluster, String part, ProcessIdentity process, Fate fate) {
    String what = part + " of cluster " + cluster + " is down without having been stopped: pid ";
    return switch (fate) {
      case ALIVE -> Optional.empty();
      case GONE ->
          Optional.of(
              Finding.warning(name(), what + process.pid() + " is gone", remedy(cluster, part)));
      case REUSED ->
          Optional.of(
              Finding.warning(
                  name(),
                  what + process.pid() + " is another process now, which mqctl leaves alone",
                  remedy(cluster, part)));
    };
  }

  private static String remedy(String cluster, String part) {
    return "mqctl logs shows what a node said last; mqctl cluster up --name "
        + cluster
        + " starts "
        + part
        + " again";
  }

  Finding beingChanged(String cluster) {
    return Finding.warning(
        name(),
        "another mqctl is changing cluster " + cluster + " now",
        "wait until it is done; its lock ends with its process");
  }

  Finding stateless(ClusterFolder folder, boolean runs) {
    String found = folder.path() + " has no cluster.json";
    return runs
        ? Finding.problem(
            name(),
            found + ", and nodes of such a cluster run",
            "mqctl cluster adopt " + folder.name() + " makes it anew")
        : Finding.warning(
            name(),
            found + "; it was made or removed half-way",
            "if nothing in it is needed: rm -r " + folder.path());
  }

  Finding unreadable(ClusterFolder folder, String complaint, boolean runs) {
    return Finding.problem(
        name(),
        complaint.replaceAll("\\.$", ""),
        runs
            ? "or move it away, and mqctl cluster adopt " + folder.name() + " makes it anew"
            : "no node of it runs, so it cannot be made anew by mqctl cluster adopt");
  }
}
