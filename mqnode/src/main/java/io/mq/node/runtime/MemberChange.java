package io.mq.node.runtime;

import io.mq.shared.id.NodeId;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an operator wants done to the cluster's members. */
public sealed interface MemberChange {

  /**
   * New nodes are to receive the log, without a vote.
   *
   * @param learners under numbers that were never used in this cluster (lesson 26)
   */
  record Add(SortedMap<NodeId, MemberAddress> learners) implements MemberChange {
    /** Copies the map. */
    public Add {
      learners = Collections.unmodifiableSortedMap(new TreeMap<>(learners));
    }
  }

  /** Learners that have caught up are to have a vote (lesson 31). */
  record Promote(SortedSet<NodeId> nodes) implements MemberChange {
    /** Copies the set. */
    public Promote {
      nodes = Collections.unmodifiableSortedSet(new TreeSet<>(nodes));
    }
  }

  /** Members are to leave for good. */
  record Remove(SortedSet<NodeId> nodes) implements MemberChange {
    /** Copies the set. */
    public Remove {
      nodes = Collections.unmodifiableSortedSet(new TreeSet<>(nodes));
    }
  }

  /** The short form that logs and traces share. */
  default String describe() {
    return switch (this) {
      case Add(SortedMap<NodeId, MemberAddress> learners) -> "add " + learners.keySet();
      case Promote(SortedSet<NodeId> nodes) -> "promote " + nodes;
      case Remove(SortedSet<NodeId> nodes) -> "remove " + nodes;
    };
  }
}
