package io.mq.node.runtime;

import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;

/** What the links tell the replica. Safe to call from any thread; never blocks for long. */
public interface LinkEvents {

  /** A message has come in from {@code from}, whose identity the link has verified. */
  void received(NodeId from, ByteBuffer message);

  /** A connection with {@code peer} is up. */
  void linkUp(NodeId peer);

  /** A connection with {@code peer} closed or could not be made. */
  void linkDown(NodeId peer);
}
