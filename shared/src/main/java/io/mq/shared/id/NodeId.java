package io.mq.shared.id;

import java.util.Optional;

/**
 * The identity of one member of a cluster, written {@code n1}, {@code n2}, ...
 *
 * <p>Numbers start at 1 and are never given out twice in a cluster, so that a node which comes back
 * with an empty disk cannot be taken for the one that voted before (lesson 26). Immutable.
 *
 * @param number 1 or more
 */
public record NodeId(int number) implements Comparable<NodeId> {

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if {@code number} is below 1
   */
  public NodeId {
    if (number < 1) {
      throw new IllegalArgumentException("a node id is n1, n2, ...; got n" + number);
    }
  }

  /** Reads {@code n3}; empty for any other text. */
  public static Optional<NodeId> parse(String text) {
    if (!text.matches("n[1-9][0-9]{0,8}")) {
      return Optional.empty();
    }
    return Optional.of(new NodeId(Integer.parseInt(text.substring(1))));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NodeId that && number == that.number;
  }

  @Override
  public int hashCode() {
    return number;
  }

  @Override
  public int compareTo(NodeId other) {
    return Integer.compare(number, other.number);
  }

  @Override
  public String toString() {
    return "n" + number;
  }
}
