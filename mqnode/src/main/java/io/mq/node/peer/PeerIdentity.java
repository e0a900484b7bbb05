package io.mq.node.peer;

import io.mq.shared.id.NodeId;
import java.util.Optional;

/**
 * Who this node is to its peers.
 *
 * @param node its id
 * @param clusterId the same at all members; others are refused
 * @param url where its own peer port is reached
 * @param incarnation of its data directory, in hexadecimal digits
 * @param secret the cluster secret; without one, peers are taken from loopback addresses only
 */
public record PeerIdentity(
    NodeId node, String clusterId, String url, String incarnation, Optional<String> secret) {

  /** The version of everything that peers say to each other. */
  public static final int PROTOCOL_VERSION = 2;

  /** Leaves the secret out. */
  @Override
  public String toString() {
    return node + " of " + clusterId;
  }
}
