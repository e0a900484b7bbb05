package io.mq.shared.fault;

import java.util.Locale;

/** Which way messages go, seen from the node that has the fault. */
public enum Direction {
  IN,
  OUT,
  BOTH;

  /** Whether a fault in this direction touches a message that goes {@code way}. */
  public boolean covers(Direction way) {
    return this == BOTH || this == way;
  }

  /** The word in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Direction of(String word) {
    return switch (word) {
      case null -> BOTH;
      case "in" -> IN;
      case "out" -> OUT;
      case "both" -> BOTH;
      default ->
          throw new IllegalArgumentException("direction must be in, out or both; got " + word);
    };
  }
}
