package io.mq.shared.config;

import java.util.Optional;

/** At which of their two ports the nodes of a program of another make reach each other. */
public enum PeerPort {
  /** The one that serves clients as well. */
  PORT("port"),
  /** The one that is for the nodes alone. */
  INTERNAL_PORT("internal_port"),
  /** Either. */
  BOTH("both");

  private final String word;

  PeerPort(String word) {
    this.word = word;
  }

  /** As it stands in files. */
  public String word() {
    return word;
  }

  /** The one of that word. */
  public static Optional<PeerPort> parse(String word) {
    for (PeerPort each : values()) {
      if (each.word.equals(word)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
