package io.mq.node.sim;

/** One thing that can happen next, with the nodes it happens to. */
sealed interface ExplorerStep {

  /** A node's election timer, or a leader's heartbeat timer, runs out. */
  record TimeOut(int node) implements ExplorerStep {}

  /** All that a node has written is forced. */
  record Force(int node) implements ExplorerStep {}

  /** A node loses what was not forced, and starts again. */
  record Crash(int node) implements ExplorerStep {}

  /** A leader is asked to append something. */
  record Propose(int node) implements ExplorerStep {}

  /** The oldest message of a link arrives. */
  record Deliver(int from, int to) implements ExplorerStep {}

  /** The oldest message of a link arrives, and will arrive again. */
  record Repeat(int from, int to) implements ExplorerStep {}

  /** The oldest message of a link is lost. */
  record Lose(int from, int to) implements ExplorerStep {}
}
