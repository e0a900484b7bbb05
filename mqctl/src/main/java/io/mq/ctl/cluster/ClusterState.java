package io.mq.ctl.cluster;

import io.mq.shared.client.ClientSettings;
import io.mq.shared.config.NodeSnapshots;
import io.mq.shared.config.NodeTiming;
import io.mq.shared.id.NodeId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
 * @param lastNumber the highest number ever given to a node; none is given out twice (lesson 26)
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
    List<NodeRecord> nodes,
    int lastNumber) {

  /** Copies the lists, and raises {@code lastNumber} to that of the nodes. */
  public ClusterState {
    jvmOptions = List.copyOf(jvmOptions);
    nodes = List.copyOf(nodes);
    for (NodeRecord node : nodes) {
      lastNumber = Math.max(lastNumber, node.id().number());
    }
  }

  /** A cluster that has never had other nodes. */
  public ClusterState(
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
    this(
        name,
        clusterId,
        secret,
        adminToken,
        timing,
        snapshots,
        heap,
        jvmOptions,
        program,
        nodes,
        0);
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
    NodeId first = nodes.getFirst().id();
    NodeId last = nodes.getLast().id();
    boolean inARow = last.number() - first.number() == nodes.size() - 1;
    return nodes.size() > 2 && inARow
        ? first + " to " + last
        : String.join(", ", nodes.stream().map(node -> node.id().toString()).toList());
  }

  /** The client URLs of all nodes. */
  public List<String> clientUrls() {
    return nodes.stream().map(NodeRecord::clientUrl).toList();
  }

  /** The same with another process for one node. */
  public ClusterState with(NodeId id, Optional<ProcessIdentity> process) {
    return with(node(id).with(process));
  }

  /** The same with another process for the proxies between its nodes. */
  ClusterState withProxies(Optional<ProcessIdentity> process) {
    return with(program.map(each -> each.with(process)), nodes);
  }

  /** The same with another record of one node. */
  ClusterState with(NodeRecord record) {
    return with(
        program,
        nodes.stream().map(node -> node.id().equals(record.id()) ? record : node).toList());
  }

  /** The same with more nodes. */
  ClusterState plus(List<NodeRecord> more) {
    return with(program, Stream.concat(nodes.stream(), more.stream()).toList());
  }

  /** The same without some nodes, whose numbers stay used. */
  ClusterState without(Collection<NodeId> gone) {
    return with(program, nodes.stream().filter(node -> !gone.contains(node.id())).toList());
  }

  private ClusterState with(Optional<ProgramState> program, List<NodeRecord> nodes) {
    return new ClusterState(
        name,
        clusterId,
        secret,
        adminToken,
        timing,
        snapshots,
        heap,
        jvmOptions,
        program,
        nodes,
        lastNumber);
  }

  /** The position of a node in the file that nodes are started with. */
  int indexOf(NodeId id) {
    return nodes.indexOf(node(id));
  }

  /** How clients are to go about it: nodes of another make need not redirect to their leader. */
  public ClientSettings clientSettings() {
    return program.isPresent() ? ClientSettings.DEFAULT.askingForLeader() : ClientSettings.DEFAULT;
  }

  /** Whether that process is written down as one of its nodes, or as the proxies between them. */
  boolean knows(ProcessIdentity process) {
    return Stream.concat(
            nodes.stream().map(NodeRecord::process), program.stream().map(ProgramState::process))
        .flatMap(Optional::stream)
        .anyMatch(process::isSame);
  }

  /** Whether a process of any node is alive. */
  public boolean isRunning() {
    return nodes.stream().anyMatch(node -> node.process().filter(Processes::isAlive).isPresent());
  }
}
