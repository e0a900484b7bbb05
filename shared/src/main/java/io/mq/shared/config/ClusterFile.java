package io.mq.shared.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a person wrote down about a cluster to be started. Read by {@link ClusterFileReader}.
 * Immutable.
 *
 * @param name empty to leave it to whoever starts it
 * @param nodes at least one
 * @param timing empty for the nodes' own defaults
 * @param snapshots when nodes shorten their logs; empty for the nodes' own defaults
 * @param heap the largest heap of a node, such as 512m; empty for the default
 * @param jvmOptions more flags for the nodes' JVMs
 * @param data where the nodes keep their data, each in a folder of its own; empty for the place
 *     where the tool keeps the rest
 * @param program what is started instead of mqnode; empty for mqnode
 */
public record ClusterFile(
    Optional<String> name,
    List<Node> nodes,
    Optional<NodeTiming> timing,
    Optional<NodeSnapshots> snapshots,
    Optional<String> heap,
    List<String> jvmOptions,
    Optional<String> data,
    Optional<OtherProgram> program) {

  /** The most nodes of one cluster. */
  public static final int MAX_NODES = 31;

  /**
   * One node; ports that are empty are chosen when the cluster is started for the first time.
   *
   * @param ip a host name or address to listen on
   * @param overrides what differs from the cluster's settings
   * @param initial what its log holds before it first runs; empty for nothing
   */
  public record Node(
      String ip,
      Optional<Integer> port,
      Optional<Integer> internalPort,
      NodeOverrides overrides,
      Optional<InitialState> initial) {

    /** A node on loopback with any ports. */
    public static final Node ANY = new Node("127.0.0.1", Optional.empty(), Optional.empty());

    /** A node like the others. */
    public Node(String ip, Optional<Integer> port, Optional<Integer> internalPort) {
      this(ip, port, internalPort, NodeOverrides.NONE, Optional.empty());
    }

    private Node at(Path folder) {
      return new Node(ip, port, internalPort, overrides.at(folder), initial);
    }
  }

  /** Copies the lists. */
  public ClusterFile {
    nodes = List.copyOf(nodes);
    jvmOptions = List.copyOf(jvmOptions);
  }

  /** A cluster of so many nodes and nothing else said. */
  public static ClusterFile ofSize(int nodes) {
    return new ClusterFile(
        Optional.empty(),
        Collections.nCopies(nodes, Node.ANY),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, with the files and folders that it names looked for in {@code folder}. */
  ClusterFile at(Path folder) {
    return new ClusterFile(
        name,
        nodes.stream().map(node -> node.at(folder)).toList(),
        timing,
        snapshots,
        heap,
        jvmOptions,
        data.map(each -> folder.resolve(each).normalize().toString()),
        program.map(each -> each.at(folder)));
  }
}
