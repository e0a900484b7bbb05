package io.mq.node.runtime;

import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;

/** The way out to the other replicas. May lose, never blocks, never throws. */
public interface Links {

  /** Sends one encoded message, or drops it. The buffer is not changed afterwards. */
  void send(NodeId to, ByteBuffer message);
}
