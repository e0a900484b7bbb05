package io.mq.node.main;

import io.mq.node.raft.Rules;
import io.mq.node.runtime.Links;
import io.mq.node.runtime.ReplicaPort;
import io.mq.node.runtime.WriteAheadLog;

/**
 * The parts of a node that can be broken on purpose. Tests run nodes with one broken part as real
 * processes and demand that the tools notice it.
 */
class NodeParts {

  /** The parts as they should be. */
  static final NodeParts SOUND = new NodeParts();

  /** The decisions of the Raft core. */
  Rules rules() {
    return Rules.SOUND;
  }

  /** The log as the loop sees it. */
  WriteAheadLog log(WriteAheadLog log) {
    return log;
  }

  /** The way out to the peers. */
  Links links(Links links) {
    return links;
  }

  /** The replica as the client API sees it. */
  ReplicaPort replica(ReplicaPort replica) {
    return replica;
  }
}
