package io.mq.node.runtime;

import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;

/** Takes what comes in over connections. Safe to call from any thread; never blocks for long. */
public interface Receiver {

  /** A message has come in from {@code from}, whose identity the connection has verified. */
  void received(NodeId from, ByteBuffer message);
}
