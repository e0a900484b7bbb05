package io.mq.ctl.cluster;

import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * Starts processes, all at once, and waits for them by asking over HTTP, with a deadline (lesson
 * 40). The caller holds the cluster's lock.
 */
final class Starting {

  private static final long POLL_MILLIS = 25;
  private static final long PORT_PATIENCE_MILLIS = 2_000;
  private static final int LINES_OF_LOG = 8;

  private final Cluster cluster;
  private final NodeProgram program;
  private final Progress progress;
  private final Map<NodeId, Long> logOffsets = new TreeMap<>();

  Starting(Cluster cluster, NodeProgram program, Progress progress) {
    this.cluster = cluster;
    this.program = program;
    this.progress = progress;
  }

  /** Starts nodes and waits until they answer and there is a leader that has committed. */
  void start(List<NodeRecord> nodes, long timeoutMillis) {
    new ProxyProcess(cluster).ensure(progress, timeoutMillis);
    List<NodeRecord> watched = launch(nodes);
    if (watched.size() <= nodes.size() / 2) {
      throw ClusterException.failed(
          "most nodes are paused, so there can be no leader; mqctl resume all lets them go on.");
    }
    await(watched, true, timeoutMillis);
  }

  /** Starts nodes and waits until they answer. */
  void startWithoutLeader(List<NodeRecord> nodes, long timeoutMillis) {
    new ProxyProcess(cluster).ensure(progress, timeoutMillis);
    await(launch(nodes), false, timeoutMillis);
  }

  /** Starts those that do not run. Each pid is written down before the next node is started. */
  List<NodeRecord> launch(List<NodeRecord> nodes) {
    ClusterState state = cluster.state();
    List<NodeRecord> watched = new ArrayList<>();
    int found = 0;
    for (NodeRecord node : nodes) {
      Optional<ProcessIdentity> alive = node.process().filter(Processes::isAlive);
      if (alive.isPresent()) {
        found++;
        boolean paused = Processes.isPaused(alive.get());
        progress.node(node.id(), paused ? "paused, left as it is" : "running already");
        if (!paused) {
          watched.add(node);
        }
        continue;
      }
      mustBeFree(node);
      logOffsets.put(node.id(), cluster.log(node.id()).size());
      ProcessIdentity process = program.start(cluster.folder(), state, node);
      state = state.with(node.id(), Optional.of(process));
      cluster.folder().save(state);
      watched.add(state.node(node.id()));
      progress.node(node.id(), "starting, pid " + process.pid());
    }
    if (found == nodes.size()) {
      progress.note(found == 1 ? "It is running already." : "All are running already.");
    }
    return watched;
  }

  /** A process that was killed may count as gone a moment before the last of it lets go of them. */
  private void mustBeFree(NodeRecord node) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PORT_PATIENCE_MILLIS);
    for (int port : new int[] {node.port(), node.internalPort()}) {
      while (!FreePorts.isFree(node.ip(), port) && System.nanoTime() < end) {
        Waiting.pause(POLL_MILLIS);
      }
      if (!FreePorts.isFree(node.ip(), port)) {
        throw portIsUsed(cluster.folder(), node, port);
      }
    }
  }

  /** Says by whom, and what to do about it. */
  static ClusterException portIsUsed(ClusterFolder folder, NodeRecord node, int port) {
    String place = "port " + port + " of " + node.id() + " is used by ";
    List<OwnProcess> processes = ProcessTable.own();
    Optional<Long> owner = PortOwners.among(processes).pid(port);
    boolean orphaned =
        Orphans.of(folder).stream()
            .anyMatch(orphan -> owner.filter(pid -> pid == orphan.pid()).isPresent());
    if (orphaned) {
      return ClusterException.failed(
          place
              + "pid "
              + owner.orElseThrow()
              + ", a node of this cluster that its state does not know; mqctl cluster adopt "
              + folder.name()
              + " takes it in.");
    }
    String user =
        processes.stream()
            .filter(process -> owner.filter(pid -> pid == process.pid()).isPresent())
            .map(OwnProcess::describe)
            .findFirst()
            .orElse("another program");
    return ClusterException.failed(place + user + "; stop that one first, for ports are pinned.");
  }

  private void await(List<NodeRecord> nodes, boolean forLeader, long timeoutMillis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    ClusterState state = cluster.state();
    TreeSet<NodeId> answering = new TreeSet<>();
    try (AdminClient admin = new AdminClient(state.adminToken())) {
      while (true) {
        for (NodeRecord node : nodes) {
          if (!answering.contains(node.id()) && answers(admin, node)) {
            answering.add(node.id());
            hasData(node.id());
            progress.node(node.id(), "answers");
          }
        }
        if (answering.size() == nodes.size() && (!forLeader || hasCommitted(state, admin))) {
          return;
        }
        if (System.nanoTime() - end >= 0) {
          throw late(nodes, answering, timeoutMillis);
        }
        Waiting.pause(POLL_MILLIS);
      }
    }
  }

  /** From now on it must not start without. */
  private void hasData(NodeId id) {
    ClusterState state = cluster.state();
    if (!state.node(id).hasData()) {
      cluster.folder().save(state.with(state.node(id).withData()));
    }
  }

  private boolean answers(AdminClient admin, NodeRecord node) {
    if (node.process().filter(Processes::isAlive).isEmpty()) {
      throw ClusterException.failed(node.id() + " ended right after its start." + words(node.id()));
    }
    if (node.standIn().isEmpty() && !FreePorts.isListening(node.ip(), node.internalPort())) {
      return false; // Cheaper than a call that fails, beside nodes that need every core to start.
    }
    try {
      admin.state(node);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A leader answers a read only once it has committed an entry of its own term. */
  private static boolean hasCommitted(ClusterState state, AdminClient admin) {
    return Survey.take(state, admin)
        .leader()
        .filter(leader -> admin.servesReads(leader.node()))
        .isPresent();
  }

  private ClusterException late(List<NodeRecord> nodes, Set<NodeId> answering, long timeoutMillis) {
    StringBuilder message = new StringBuilder();
    for (NodeRecord node : nodes) {
      if (!answering.contains(node.id())) {
        message
            .append(node.id())
            .append(" did not answer within ")
            .append(timeoutMillis)
            .append(" ms.")
            .append(words(node.id()))
            .append('\n');
      }
    }
    if (message.isEmpty()) {
      message.append(
          "the nodes answer, but no leader has committed within " + timeoutMillis + " ms.");
    }
    return ClusterException.unreachable(message.toString().stripTrailing());
  }

  /** What a node itself said since it was started (lesson 41). */
  private String words(NodeId node) {
    NodeLog log = cluster.log(node);
    List<String> lines = log.tail(logOffsets.getOrDefault(node, 0L), LINES_OF_LOG);
    if (lines.isEmpty()) {
      return " It printed nothing.";
    }
    return " It said:\n  " + String.join("\n  ", lines);
  }
}
