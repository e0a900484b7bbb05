package io.mq.ctl.cluster;

import io.mq.shared.config.ClusterFile;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.AdminState;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/**
 * Brings nodes into a running cluster: writes them down, starts them, lets the leader send them the
 * log, and has them given a vote when they have caught up. Interrupted, it goes on where it was.
 * The caller holds the cluster's lock.
 */
final class Growing {

  private final Cluster cluster;
  private final StateHome home;
  private final NodeProgram program;
  private final MemberCalls calls;
  private final long timeoutMillis;
  private final Progress progress;

  Growing(
      Cluster cluster,
      StateHome home,
      NodeProgram program,
      MemberCalls calls,
      long timeoutMillis,
      Progress progress) {
    this.cluster = cluster;
    this.home = home;
    this.program = program;
    this.calls = calls;
    this.timeoutMillis = timeoutMillis;
    this.progress = progress;
  }

  /** Writes down new nodes at free ports; they belong to nothing yet. */
  List<NodeId> plan(int count) {
    ClusterState state = cluster.state();
    if (state.nodes().size() + count > ClusterFile.MAX_NODES) {
      throw ClusterException.usage(
          "a cluster has at most "
              + ClusterFile.MAX_NODES
              + " nodes; this one would have "
              + (state.nodes().size() + count)
              + ".");
    }
    Set<Integer> taken = NewCluster.pinned(home);
    String ip = state.nodes().getFirst().ip();
    Iterator<Integer> ports = FreePorts.find(2 * count, ip, taken, new SecureRandom()).iterator();
    List<NodeRecord> records = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      NodeId id = new NodeId(state.lastNumber() + i);
      records.add(NodeRecord.joining(id, ip, ports.next(), ports.next()));
    }
    cluster.folder().write(state.plus(records));
    return records.stream().map(NodeRecord::id).toList();
  }

  /** Writes down a node in place of one that is gone, at the same ports and with its settings. */
  NodeId planInPlaceOf(NodeRecord gone) {
    ClusterState state = cluster.state();
    NodeId id = new NodeId(state.lastNumber() + 1);
    NodeRecord record =
        NodeRecord.joining(id, gone.ip(), gone.port(), gone.internalPort(), gone.overrides());
    cluster.folder().write(state.without(List.of(gone.id())).plus(List.of(record)));
    return id;
  }

  /**
   * Makes a voter of every node that is written down.
   *
   * @return those that were none
   */
  List<NodeId> complete() {
    AdminState leader = calls.leaderState();
    List<NodeRecord> waiting =
        cluster.state().nodes().stream()
            .filter(node -> !leader.suffrage(node.id().toString()).equals("voter"))
            .toList();
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<NodeId> ids = waiting.stream().map(NodeRecord::id).toList();
    new Starting(cluster, program, progress).startWithoutLeader(waiting, timeoutMillis);
    List<NodeRecord> strangers =
        waiting.stream()
            .filter(node -> leader.suffrage(node.id().toString()).equals("none"))
            .toList();
    if (!strangers.isEmpty()) {
      calls.addLearners(strangers);
      strangers.forEach(node -> progress.node(node.id(), "is a learner and catches up"));
    }
    calls.promote(ids);
    ids.forEach(node -> progress.node(node, "has a vote"));
    return ids;
  }
}
