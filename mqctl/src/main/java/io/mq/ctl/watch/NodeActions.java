package io.mq.ctl.watch;

import io.mq.shared.id.NodeId;

/**
 * What a person can do to a node by a key. Each returns a sentence on what became of it; called by
 * one thread that may wait.
 */
public interface NodeActions {

  /** Ends it at once. */
  String kill(NodeId node);

  /** Stops it if it runs, and starts it. */
  String restart(NodeId node);

  /** Has it stand still, or go on if it does. */
  String pauseOrResume(NodeId node);

  /** Cuts it off from all others. */
  String isolate(NodeId node);

  /** Lifts all faults of all nodes. */
  String heal();
}
