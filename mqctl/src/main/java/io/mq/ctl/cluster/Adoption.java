package io.mq.ctl.cluster;

import io.mq.ctl.cluster.Orphan.Mqnode;
import io.mq.ctl.cluster.Orphan.OtherNode;
import io.mq.ctl.cluster.Orphan.Proxies;
import io.mq.ctl.cluster.Orphan.Standing;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.AdminState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes running processes into the state of their cluster, each after it has shown that it is what
 * it seems to be. Where there is no state any more, {@link Rebuilding} makes one of what they say.
 * Nothing is ever killed, and a process that cannot be taken in is left as it was.
 */
public final class Adoption {

  private final StateHome home;
  private final List<Adopted> adopted = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  /** Into the clusters of that state folder. */
  Adoption(StateHome home) {
    this.home = home;
  }

  /**
   * A process that its cluster's state knows now.
   *
   * @param part n1, n2, ... or "the proxies"
   */
  public record Adopted(String cluster, String part, long pid) {}

  /**
   * What became of the processes.
   *
   * @param refused a sentence for each that was left as it was
   */
  public record Outcome(List<Adopted> adopted, List<String> refused) {}

  /**
   * Takes these in, cluster by cluster.
   *
   * @param as the name of the cluster that those become that were started by hand
   */
  Outcome adopt(List<Orphan> orphans, Optional<String> as) {
    Map<String, List<Orphan>> groups = new TreeMap<>();
    for (Orphan orphan : orphans) {
      Optional<String> name = orphan.standing() == Standing.BY_HAND ? as : ownName(orphan);
      if (name.isPresent()) {
        groups.computeIfAbsent(name.get(), _ -> new ArrayList<>()).add(orphan);
      } else {
        refused.add(elsewhere(orphan));
      }
    }
    groups.forEach((name, group) -> adopt(home.folder(name), group));
    return new Outcome(List.copyOf(adopted), List.copyOf(refused));
  }

  private Optional<String> ownName(Orphan orphan) {
    return home.isHere(orphan) ? orphan.clusterName() : Optional.empty();
  }

  private static String elsewhere(Orphan orphan) {
    if (orphan.standing() == Standing.BY_HAND) {
      return orphan.process().describe()
          + " was started by hand; mqctl cluster adopt "
          + orphan.pid()
          + " --as NAME makes a cluster of it, and "
          + orphan.byHand();
    }
    Path folder = orphan.folder().orElseThrow();
    return orphan.process().describe()
        + " belongs to cluster "
        + orphan.clusterName().orElseThrow()
        + " in another state folder; with XDG_STATE_HOME="
        + StateHome.baseOf(folder).map(Path::toString).orElse("that of " + folder)
        + " in its environment mqctl cluster adopt takes it in.";
  }

  private void adopt(ClusterFolder folder, List<Orphan> orphans) {
    boolean isNew = !Files.exists(folder.path());
    try (ClusterLock _ = ClusterLock.take(folder)) {
      Optional<ClusterState> state = load(folder);
      if (state.isEmpty()) {
        Rebuilding rebuilding = new Rebuilding(folder, refused::add);
        Optional<ClusterState> made = rebuilding.from(orphans);
        made.ifPresent(each -> keep(folder, each, orphans));
        if (made.isEmpty() && isNew) {
          folder.delete();
        }
      } else if (orphans.stream().anyMatch(each -> each.standing() == Standing.BY_HAND)) {
        refused.add(
            "cluster " + folder.name() + " is there already; another --as NAME makes another.");
      } else {
        takeIn(folder, state.get(), orphans);
      }
    } catch (ClusterException e) {
      refused.add(e.getMessage());
    }
  }

  private static Optional<ClusterState> load(ClusterFolder folder) {
    try {
      return folder.load();
    } catch (ClusterException e) {
      throw ClusterException.failed(
          e.getMessage()
              + " Moved away as it is, mqctl cluster adopt "
              + folder.name()
              + " makes a new one of what the running nodes say.");
    }
  }

  private void keep(ClusterFolder folder, ClusterState state, List<Orphan> orphans) {
    folder.write(state);
    for (NodeRecord node : state.nodes()) {
      node.process().ifPresent(process -> note(folder, node.id().toString(), process.pid()));
    }
    orphans.stream()
        .filter(orphan -> !state.knows(orphan.process().identity()))
        .forEach(orphan -> refused.add(orphan.process().describe() + " was left as it is."));
  }

  private void note(ClusterFolder folder, String part, long pid) {
    adopted.add(new Adopted(folder.name(), part, pid));
  }

  private void takeIn(ClusterFolder folder, ClusterState before, List<Orphan> orphans) {
    ClusterState state = before;
    try (AdminClient admin = new AdminClient(before.adminToken())) {
      for (Orphan orphan : orphans) {
        if (state.knows(orphan.process().identity())) {
          continue;
        }
        try {
          state = with(folder, state, orphan, admin);
          note(folder, orphan.part().describe(), orphan.pid());
        } catch (ClusterException e) {
          refused.add(e.getMessage());
        }
      }
    }
    if (state.nodes().size() > before.nodes().size()) {
      folder.write(state);
    } else if (!state.equals(before)) {
      folder.save(state);
    }
  }

  private static ClusterState with(
      ClusterFolder folder, ClusterState state, Orphan orphan, AdminClient admin) {
    mustGoOn(orphan);
    Optional<ProcessIdentity> process = Optional.of(orphan.process().identity());
    return switch (orphan.part()) {
      case Mqnode(StartedNode started) -> node(folder, state, orphan, started, admin);
      case OtherNode(NodeId id) -> {
        NodeRecord node = state.node(id);
        mustBeVacant(orphan, node.process());
        mustListen(orphan, node.port());
        yield state.with(node.with(process).withData());
      }
      case Proxies() -> {
        ProgramState program =
            state.program().orElseThrow(() -> refuse(orphan, "the cluster needs no proxies"));
        mustBeVacant(orphan, program.process());
        mustListen(orphan, program.controlPort());
        try {
          admin.faults(state.nodes().getFirst());
        } catch (IOException e) {
          throw refuse(orphan, "asked with the cluster's token it " + e.getMessage());
        }
        yield state.withProxies(process);
      }
    };
  }

  private static ClusterState node(
      ClusterFolder folder,
      ClusterState state,
      Orphan orphan,
      StartedNode started,
      AdminClient admin) {
    NodeId id = started.node().orElseThrow();
    if (started.data().filter(folder.dataFolder(id)::equals).isEmpty()) {
      throw refuse(orphan, "it was not started with --data " + folder.dataFolder(id));
    }
    Optional<NodeRecord> known =
        state.nodes().stream().filter(node -> node.id().equals(id)).findFirst();
    known.ifPresent(node -> mustBeVacant(orphan, node.process()));
    AdminState said =
        known.isPresent()
            ? ask(orphan, known.get(), admin)
            : Interview.of(orphan.process(), started, state.adminToken()).state();
    mustFit(orphan, "node id", id.toString(), said.node());
    mustFit(orphan, "cluster id", state.clusterId(), said.clusterId());
    mustFit(orphan, "pid", Long.toString(orphan.pid()), Long.toString(said.pid()));
    if ("removed".equals(said.membership())) {
      throw refuse(orphan, "it was taken out of the cluster for good");
    }
    Optional<ProcessIdentity> process = Optional.of(orphan.process().identity());
    if (known.isPresent()) {
      return state.with(known.get().with(process).withData());
    }
    // The state is from before the cluster grew.
    Interview interview = Interview.of(orphan.process(), started, state.adminToken());
    NodeRecord joined =
        NodeRecord.joining(id, interview.ip(), interview.port(), interview.internal());
    return state.plus(List.of(joined.with(process).withData()));
  }

  private static AdminState ask(Orphan orphan, NodeRecord node, AdminClient admin) {
    try {
      return admin.state(node);
    } catch (IOException e) {
      throw refuse(
          orphan, "asked at " + node.adminUrl() + " with the cluster's token it " + e.getMessage());
    }
  }

  static void mustGoOn(Orphan orphan) {
    if (Processes.isPaused(orphan.process().identity())) {
      throw ClusterException.failed(
          orphan.process().describe()
              + " is paused and cannot say who it is; kill -CONT "
              + orphan.pid()
              + " lets it go on, then try again.");
    }
  }

  private static void mustBeVacant(Orphan orphan, Optional<ProcessIdentity> process) {
    if (process.filter(Processes::isAlive).isPresent()) {
      throw refuse(
          orphan,
          orphan.part().describe() + " is known to run already, as pid " + process.get().pid());
    }
  }

  /** It, or what it has started: a program may be a script around the one that has the ports. */
  private static void mustListen(Orphan orphan, int port) {
    Optional<Long> owner = PortOwners.among(ProcessTable.own()).pid(port);
    Optional<ProcessHandle> asked = owner.flatMap(ProcessHandle::of);
    while (asked.isPresent() && asked.get().pid() != orphan.pid()) {
      asked = asked.get().parent();
    }
    if (asked.isEmpty()) {
      throw refuse(orphan, "it does not listen at port " + port);
    }
  }

  private static void mustFit(Orphan orphan, String what, String expected, String came) {
    if (!expected.equals(came)) {
      throw refuse(orphan, "its " + what + " is " + came + ", and " + expected + " was expected");
    }
  }

  static ClusterException refuse(Orphan orphan, String why) {
    return ClusterException.failed(
        orphan.process().describe()
            + " is not taken for "
            + orphan.part().describe()
            + orphan.clusterName().map(name -> " of cluster " + name).orElse("")
            + ": "
            + why
            + "; "
            + orphan.byHand());
  }
}
