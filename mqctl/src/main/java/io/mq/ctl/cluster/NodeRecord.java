package io.mq.ctl.cluster;

import io.mq.shared.config.NodeOverrides;
import io.mq.shared.id.NodeId;
import java.util.Optional;

/**
 * What is written down about one node.
 *
 * @param id n1, n2, ...
 * @param standIn the base of the admin API where another process answers for the node
 * @param overrides what it has otherwise than the rest of the cluster
 * @param joins whether it came to a cluster that ran already
 * @param hasData whether it has run, so that it must find its data again (lesson 26)
 * @param process the one started last, if it was not seen to end
 */
public record NodeRecord(
    NodeId id,
    String ip,
    int port,
    int internalPort,
    Optional<String> standIn,
    NodeOverrides overrides,
    boolean joins,
    boolean hasData,
    Optional<ProcessIdentity> process) {

  /** One of a cluster's first nodes, which has not run. */
  public NodeRecord(
      NodeId id,
      String ip,
      int port,
      int internalPort,
      Optional<String> standIn,
      NodeOverrides overrides,
      Optional<ProcessIdentity> process) {
    this(id, ip, port, internalPort, standIn, overrides, false, false, process);
  }

  /** The same, and it answers admin calls itself, as mqnode does. */
  public NodeRecord(
      NodeId id, String ip, int port, int internalPort, Optional<ProcessIdentity> process) {
    this(id, ip, port, internalPort, Optional.empty(), NodeOverrides.NONE, process);
  }

  /** One that is to join, at the given address. */
  static NodeRecord joining(NodeId id, String ip, int port, int internalPort) {
    return joining(id, ip, port, internalPort, NodeOverrides.NONE);
  }

  /** One that is to join, with settings of its own. */
  static NodeRecord joining(
      NodeId id, String ip, int port, int internalPort, NodeOverrides overrides) {
    return new NodeRecord(
        id, ip, port, internalPort, Optional.empty(), overrides, true, false, Optional.empty());
  }

  /** The port for clients, unless it is still to be chosen. */
  Optional<Integer> chosenPort() {
    return port == 0 ? Optional.empty() : Optional.of(port);
  }

  /** The port for peers and administration, unless it is still to be chosen. */
  Optional<Integer> chosenInternalPort() {
    return internalPort == 0 ? Optional.empty() : Optional.of(internalPort);
  }

  /** The base of the client API, without a slash at its end. */
  public String clientUrl() {
    return "http://" + ip + ":" + port;
  }

  /** The base of the admin API, without a slash at its end. */
  public String adminUrl() {
    return standIn.orElse("http://" + ip + ":" + internalPort);
  }

  /** The same node with another process. */
  public NodeRecord with(Optional<ProcessIdentity> other) {
    return new NodeRecord(id, ip, port, internalPort, standIn, overrides, joins, hasData, other);
  }

  /** The same node, which has run now. */
  NodeRecord withData() {
    return new NodeRecord(id, ip, port, internalPort, standIn, overrides, joins, true, process);
  }
}
