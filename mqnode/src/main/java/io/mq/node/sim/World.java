package io.mq.node.sim;

import io.mq.node.raft.Configuration;
import io.mq.node.raft.RaftSettings;
import io.mq.node.runtime.ReplicaSettings;
import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.function.Supplier;

/** What the parts of a run share. */
interface World {

  SimOptions options();

  Scheduler scheduler();

  Seeds seeds();

  Counters counters();

  Assembly assembly();

  Invariants invariants();

  SimLinks links();

  List<NodeId> ids();

  List<SimNode> nodes();

  /** The members when the cluster is new. */
  Configuration firstMembers();

  /** What a new node is told of the cluster: those that join later are told nothing. */
  default Configuration firstMembersAsKnownTo(NodeId id) {
    return firstMembers().isMember(id) ? firstMembers() : Configuration.of(List.of());
  }

  /** The node with this id. */
  default SimNode node(NodeId id) {
    return nodes().get(id.number() - 1);
  }

  default RaftSettings raftSettings() {
    return replicaSettings().raft();
  }

  ReplicaSettings replicaSettings();

  /** How long a node gathers commands before it proposes them. */
  long batchNanos();

  /** A node has started. */
  void started(SimNode node);

  /** A node has just been elected. */
  void elected(SimNode node);

  /** A client's request is on its way to a node, or with -1 no longer. */
  void requestsUnderWay(int more);

  /** A node's process or machine has gone down; it comes back later. */
  void crashed(SimNode node, boolean powerLost, String why);

  /** Notes what happened. */
  void trace(Object who, Supplier<String> what);
}
