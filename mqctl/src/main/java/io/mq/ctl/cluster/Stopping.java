package io.mq.ctl.cluster;

import io.mq.ctl.cluster.Processes.Signal;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Ends processes in good order, all at once. The caller holds the cluster's lock. */
final class Stopping {

  private static final long KILL_TIMEOUT_MILLIS = 5_000;

  private final Cluster cluster;
  private final Progress progress;

  Stopping(Cluster cluster, Progress progress) {
    this.cluster = cluster;
    this.progress = progress;
  }

  List<NodeId> stop(Collection<NodeId> nodes, long patienceMillis) {
    ClusterState state = cluster.state();
    List<NodeRecord> running = new ArrayList<>();
    for (NodeId id : nodes) {
      NodeRecord node = state.node(id);
      if (node.process().filter(Processes::isAlive).isPresent()) {
        running.add(node);
      }
    }
    for (NodeRecord node : running) {
      Processes.signal(process(node), Signal.TERM);
      // A paused process hears SIGTERM only when it goes on.
      if (Processes.isPaused(process(node))) {
        Processes.signal(process(node), Signal.CONT);
      }
    }
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
    for (NodeRecord node : running) {
      await(node, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }
    ClusterState after = state;
    for (NodeId id : nodes) {
      after = after.with(id, Optional.empty());
    }
    cluster.folder().save(after);
    return running.stream().map(NodeRecord::id).toList();
  }

  private void await(NodeRecord node, long patienceMillis) {
    if (Processes.awaitEnd(process(node), patienceMillis)) {
      progress.node(node.id(), "stopped");
      return;
    }
    Processes.signal(process(node), Signal.KILL);
    if (!Processes.awaitEnd(process(node), KILL_TIMEOUT_MILLIS)) {
      throw ClusterException.failed(
          node.id() + " (pid " + process(node).pid() + ") is still there after SIGKILL.");
    }
    progress.node(node.id(), "did not stop in time and was killed");
  }

  private static ProcessIdentity process(NodeRecord node) {
    return node.process().orElseThrow();
  }
}
