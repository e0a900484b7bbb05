package io.mq.ctl.cluster;

import io.mq.shared.id.NodeId;
import java.util.Optional;

/**
 * What is written down about one node.
 *
 * @param id n1, n2, ...
 * @param standIn the base of the admin API where another process answers for the node
 * @param process the one started last, if it was not seen to end
 */
public record NodeRecord(
    NodeId id,
    String ip,
    int port,
    int internalPort,
    Optional<String> standIn,
    Optional<ProcessIdentity> process) {

  /** A node that answers admin calls itself, as mqnode does. */
  public NodeRecord(
      NodeId id, String ip, int port, int internalPort, Optional<ProcessIdentity> process) {
    this(id, ip, port, internalPort, Optional.empty(), process);
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
    return new NodeRecord(id, ip, port, internalPort, standIn, other);
  }
}
