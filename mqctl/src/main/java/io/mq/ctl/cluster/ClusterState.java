package io.mq.ctl.cluster;

import io.mq.shared.client.ClientSettings;
import io.mq.shared.config.NodeSnapshots;
import io.mq.shared.config.NodeTiming;
import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.Optional;

/**
 * What is written down about one cluster, in {@code cluster.json}. Ports are pinned here, so that a
 * node that comes back is found where it was (lesson 38). Immutable.
 *
 * @param secret that the nodes prove to each other
 * @param adminToken that admin calls carry
 * @param timing of all nodes; empty for the nodes' own defaults
 * @param snapshots when nodes shorten their logs; empty for the nodes' own defaults
 * @param heap the largest heap of a node, such as 512m; empty for the launcher's default
 * @param jvmOptions more flags for the nodes' JVMs
 * @param program what runs instead of mqnode; empty for mqnode
 */
public record ClusterState(
    String name,
    String clusterId,
    String secret,
    String adminToken,
    Optional<NodeTiming> timing,
    Optional<NodeSnapshots> snapshots,
    Optional<String> heap,
    List<String> jvmOptions,
    Optional<ProgramState> program,
    List<NodeRecord> nodes) {

  /** Copies the lists. */
  public ClusterState {
    jvmOptions = List.copyOf(jvmOptions);
    nodes = List.copyOf(nodes);
  }

  /** One node of this cluster. */
  public NodeRecord node(NodeId id) {
    return nodes.stream()
        .filter(node -> node.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                ClusterException.usage(
                    "cluster " + name + " has no node " + id + ", only " + nodeNames() + "."));
  }

  /** The nodes' names as a person would list them. */
  public String nodeNames() {
    return nodes.size() == 1 ? "n1" : nodes.getFirst().id() + " to " + nodes.getLast().id();
  }

  /** The client URLs of all nodes. */
  public List<String> clientUrls() {
    return nodes.stream().map(NodeRecord::clientUrl).toList();
  }

  /** The same with another process for one node. */
  public ClusterState with(NodeId id, Optional<ProcessIdentity> process) {
    List<NodeRecord> changed =
        nodes.stream().map(node -> node.id().equals(id) ? node.with(process) : node).toList();
    return with(program, changed);
  }

  /** The same with another process for the proxies between its nodes. */
  ClusterState withProxies(Optional<ProcessIdentity> process) {
    return with(program.map(each -> each.with(process)), nodes);
  }

  private ClusterState with(Optional<ProgramState> program, List<NodeRecord> nodes) {
    return new ClusterState(
        name, clusterId, secret, adminToken, timing, snapshots, heap, jvmOptions, program, nodes);
  }

  /** How clients are to go about it: nodes of another make need not redirect to their leader. */
  public ClientSettings clientSettings() {
    return program.isPresent() ? ClientSettings.DEFAULT.askingForLeader() : ClientSettings.DEFAULT;
  }

  /** Whether a process of any node is alive. */
  public boolean isRunning() {
    return nodes.stream().anyMatch(node -> node.process().filter(Processes::isAlive).isPresent());
  }
}
