package io.mq.node.raft;

/** What a log entry is for. The ordinal is part of the file and wire format: append only. */
public enum EntryKind {
  /** The first entry of a leader's term (Raft §8). */
  NO_OP,
  /** A command for the replicated state machine. */
  COMMAND,
  /** A {@link Configuration} of the cluster (Raft §6). */
  CONFIGURATION
}
