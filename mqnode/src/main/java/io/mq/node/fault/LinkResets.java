package io.mq.node.fault;

import io.mq.shared.fault.Direction;
import io.mq.shared.id.NodeId;

/** Closes connections without a word. Thread-safe. */
public interface LinkResets {

  /** Closes the connection to ({@code OUT}) or from ({@code IN}) a peer, if there is one. */
  void reset(Direction way, NodeId peer);
}
