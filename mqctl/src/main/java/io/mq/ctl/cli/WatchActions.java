package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterState;
import io.mq.ctl.cluster.NodeRecord;
import io.mq.ctl.cluster.Processes;
import io.mq.ctl.cluster.Progress;
import io.mq.ctl.fault.Faults;
import io.mq.ctl.fault.Partition;
import io.mq.ctl.watch.NodeActions;
import io.mq.shared.id.NodeId;
import java.util.List;

/** Does what keys in the live view stand for, as the commands of the same names do. */
final class WatchActions implements NodeActions {

  private static final long PATIENCE_MILLIS = 8_000;
  private static final long TIMEOUT_MILLIS = 60_000;
  private static final long LEASE_MILLIS = 600_000;

  private final Cluster cluster;

  WatchActions(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public String kill(NodeId node) {
    return cluster.kill(List.of(node)).isEmpty()
        ? node + " is not running."
        : "Killed " + node + ".";
  }

  @Override
  public String restart(NodeId node) {
    cluster.stop(List.of(node), PATIENCE_MILLIS, Progress.NONE);
    cluster.start(List.of(node), TIMEOUT_MILLIS, Progress.NONE);
    return "Restarted " + node + ".";
  }

  @Override
  public String pauseOrResume(NodeId node) {
    boolean paused = cluster.state().node(node).process().filter(Processes::isPaused).isPresent();
    List<NodeId> reached = paused ? cluster.resume(List.of(node)) : cluster.pause(List.of(node));
    if (reached.isEmpty()) {
      return node + " is not running.";
    }
    return (paused ? "Resumed " : "Paused ") + node + ".";
  }

  @Override
  public String isolate(NodeId node) {
    ClusterState state = cluster.state();
    List<NodeId> others =
        state.nodes().stream().map(NodeRecord::id).filter(id -> !id.equals(node)).toList();
    if (others.isEmpty()) {
      return "a single node has nobody to be cut off from.";
    }
    try (Faults faults = new Faults(state)) {
      faults.partition(new Partition(List.of(List.of(node), others)), LEASE_MILLIS);
    }
    return "Cut " + node + " off from all others for 10m, or until h.";
  }

  @Override
  public String heal() {
    try (Faults faults = new Faults(cluster.state())) {
      return "Lifted " + Verb.count(faults.heal().count(), "fault") + ".";
    }
  }
}
