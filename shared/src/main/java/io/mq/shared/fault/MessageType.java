package io.mq.shared.fault;

import java.util.Arrays;
import java.util.Locale;

/** The kinds of messages between nodes, as far as faults tell them apart. */
public enum MessageType {
  /** Entries, or a heartbeat, from the leader. */
  APPEND,
  /** A follower's answer to it. */
  APPEND_REPLY,
  /** A candidate asks for a vote. */
  VOTE,
  /** The answer to it. */
  VOTE_REPLY,
  /** A node asks whether it would be given votes. */
  PRE_VOTE,
  /** The answer to it. */
  PRE_VOTE_REPLY,
  /** The leader hands over. */
  TIMEOUT_NOW,
  /** The leader says that a follower has back what its disk had lost. */
  REPAIRED,
  /** A piece of a snapshot from the leader. */
  SNAPSHOT,
  /** A follower's answer to it. */
  SNAPSHOT_REPLY;

  /** The word in JSON and on the command line, such as {@code append-reply}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The type of that word.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static MessageType of(String word) {
    return Arrays.stream(values())
        .filter(type -> type.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "messages must be among "
                        + String.join(", ", Arrays.stream(values()).map(MessageType::word).toList())
                        + "; got "
                        + word));
  }
}
