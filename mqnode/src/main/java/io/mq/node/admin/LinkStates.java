package io.mq.node.admin;

import io.mq.shared.id.NodeId;

/** Which connections are up now. Safe to ask from any thread. */
public interface LinkStates {

  /** Whether this node's link to {@code peer} is up. */
  boolean outgoing(NodeId peer);

  /** Whether the link of {@code peer} to this node is up. */
  boolean incoming(NodeId peer);
}
