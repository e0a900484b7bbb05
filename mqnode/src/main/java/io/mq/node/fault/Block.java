package io.mq.node.fault;

import io.mq.shared.id.NodeId;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Loses every message, as a network partition does: the connections stay up, and nobody is told.
 * Immutable.
 */
public record Block(Direction direction, SortedSet<NodeId> peers) implements Fault {

  /** The word for this effect. */
  public static final String EFFECT = "block";

  /** Copies the set. */
  public Block {
    peers = Collections.unmodifiableSortedSet(new TreeSet<>(peers));
  }

  @Override
  public String effect() {
    return EFFECT;
  }
}
