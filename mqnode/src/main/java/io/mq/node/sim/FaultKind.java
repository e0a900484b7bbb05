package io.mq.node.sim;

import java.util.Locale;

/** The ways in which the simulated world is unkind. Each has its own generator. */
public enum FaultKind {
  /** A node's messages, in and out, take long for a while. */
  DELAY,
  /** Messages between nodes are lost. */
  LOSS,
  /** Messages between nodes arrive twice. */
  DUPLICATION,
  /** Messages between nodes overtake each other. */
  REORDERING,
  /** The nodes fall apart into two groups. */
  PARTITION,
  /** Some ordered pairs of nodes cannot speak, while the other direction works (lesson 8). */
  ONE_WAY_CUT,
  /** A link is reset, or snapshots break off beside it: what is under way is lost. */
  LINK_RESET,
  /** A process dies; its disk keeps all that was written. */
  KILL,
  /** A machine loses power; its disk keeps what was forced, and any part of the rest. */
  POWER_LOSS,
  /** A machine loses power in the middle of an operation on its disk. */
  CRASH_IN_DISK_OPERATION,
  /** Any set of nodes goes down at once, often all of them (lesson 11). */
  RESTART_SEVERAL,
  /** A bit on a disk flips (lesson 16). */
  BIT_ROT,
  /** Forces take up to hundreds of milliseconds. */
  SLOW_DISK,
  /** A disk does not answer for seconds (lesson 9). */
  HUNG_DISK,
  /** A force fails, and the data it should have forced is lost (lesson 14). */
  FAILING_FORCE,
  /** A disk has no room. */
  FULL_DISK,
  /** Clocks run at different speeds. */
  CLOCK_DRIFT,
  /** A process is frozen for up to seconds. */
  STALL,
  /** Requests of clients, or the answers, are lost or come late. */
  CLIENT_LOSS,
  /** An operator hands leadership to another node. */
  TRANSFER,
  /** An operator adds nodes, gives them votes, and removes nodes. */
  MEMBER_CHANGE;

  /** As people write it: {@code bit-rot}. */
  public String describe() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
