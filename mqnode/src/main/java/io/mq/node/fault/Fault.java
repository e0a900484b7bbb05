package io.mq.node.fault;

import io.mq.shared.id.NodeId;
import java.util.SortedSet;

/**
 * Something that happens to messages between this node and some peers. One record per effect; a new
 * effect is a new record here and a new branch in {@link FaultyLinks}.
 */
public sealed interface Fault permits Block {

  /** Which way, seen from this node. */
  enum Direction {
    IN,
    OUT,
    BOTH;

    /** Whether a fault in this direction touches a message that goes {@code way}. */
    boolean covers(Direction way) {
      return this == BOTH || this == way;
    }
  }

  /** The word for the effect in the API and in logs. */
  String effect();

  /** Which way messages are affected. */
  Direction direction();

  /** The other ends that are affected. */
  SortedSet<NodeId> peers();

  /** The short form for logs, such as {@code block both n2 n3}. */
  default String describe() {
    StringBuilder text = new StringBuilder(effect());
    text.append(' ').append(direction().name().toLowerCase(java.util.Locale.ROOT));
    peers().forEach(peer -> text.append(' ').append(peer));
    return text.toString();
  }
}
