package io.mq.node.raft;

import java.util.Optional;

/** What a log entry is for. The codes are part of the file and wire format. */
public enum EntryKind {
  /** The first entry of a leader's term (Raft §8). */
  NO_OP((byte) 0),
  /** A command for the replicated state machine. */
  COMMAND((byte) 1),
  /** A {@link Configuration} of the cluster (Raft §6). */
  CONFIGURATION((byte) 2);

  private final byte code;

  EntryKind(byte code) {
    this.code = code;
  }

  /** The byte that stands for this kind in files and messages. */
  byte code() {
    return code;
  }

  /** The kind that a byte stands for; empty for any other byte. */
  static Optional<EntryKind> of(byte code) {
    return switch (code) {
      case 0 -> Optional.of(NO_OP);
      case 1 -> Optional.of(COMMAND);
      case 2 -> Optional.of(CONFIGURATION);
      default -> Optional.empty();
    };
  }
}
