package io.mq.shared.config;

import io.mq.shared.id.NodeId;
import java.util.List;

/**
 * What a node is told at its start: all members' addresses, which of them it is, and its settings.
 * Read by {@link NodeConfigReader}. Immutable.
 *
 * @param addresses of all nodes that the file names, in its order
 * @param self the node that this configuration starts
 * @param clusterId tells clusters apart; derived from the addresses when the file has none
 */
public record NodeConfig(
    List<NodeAddress> addresses,
    NodeId self,
    String clusterId,
    NodeTiming timing,
    NodeLimits limits,
    NodeSnapshots snapshots) {

  /** Copies the list. */
  public NodeConfig {
    addresses = List.copyOf(addresses);
  }

  /** With snapshots as by default. */
  public NodeConfig(
      List<NodeAddress> addresses,
      NodeId self,
      String clusterId,
      NodeTiming timing,
      NodeLimits limits) {
    this(addresses, self, clusterId, timing, limits, NodeSnapshots.DEFAULT);
  }

  /** The address of the node that this configuration starts. */
  public NodeAddress selfAddress() {
    return addresses.stream()
        .filter(address -> address.node().equals(self))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no address of " + self));
  }
}
