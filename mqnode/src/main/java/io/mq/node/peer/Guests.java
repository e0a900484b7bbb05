package io.mq.node.peer;

import io.mq.shared.id.NodeId;

/** Hears of the peers that have opened a link to this node, so that they can be answered. */
public interface Guests {

  /** A peer is there, and is reached at {@code url}. */
  void met(NodeId peer, String url);

  /** Its link is gone. */
  void left(NodeId peer);
}
