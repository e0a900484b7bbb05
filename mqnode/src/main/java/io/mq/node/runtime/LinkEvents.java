package io.mq.node.runtime;

import io.mq.shared.id.NodeId;

/** What the links tell the replica. Safe to call from any thread; never blocks for long. */
public interface LinkEvents extends Receiver {

  /** A connection with {@code peer} is up. */
  void linkUp(NodeId peer);

  /** A connection with {@code peer} closed or could not be made. */
  void linkDown(NodeId peer);
}
