package io.mq.shared.config;

import io.mq.shared.id.NodeId;

/**
 * Where one node listens. Immutable.
 *
 * @param node whose address it is
 * @param ip a host name or address, without scheme, IPv6 in brackets
 * @param port serves clients, 1 to 65535
 * @param internalPort serves peers and administration, 1 to 65535
 */
public record NodeAddress(NodeId node, String ip, int port, int internalPort) {

  /** The base of the client API, without a slash at its end. */
  public String clientUrl() {
    return "http://" + ip + ":" + port;
  }

  /** The base of the peer and admin API, without a slash at its end. */
  public String peerUrl() {
    return "http://" + ip + ":" + internalPort;
  }
}
