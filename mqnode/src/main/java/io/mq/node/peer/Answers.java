package io.mq.node.peer;

import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;

/** Sends back over connections that peers have opened. */
public interface Answers {

  /** Sends a message or loses it, and never blocks; false if {@code to} has no connection here. */
  boolean send(NodeId to, ByteBuffer message);
}
