package io.mq.node.raft;

import io.mq.shared.id.NodeId;
import java.util.ArrayDeque;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Draws what a transcript says, and the longest timeout where it says nothing. */
final class ScriptedRandom {

  private final SortedMap<NodeId, ArrayDeque<Integer>> draws = new TreeMap<>();

  /** The node's next draw. */
  void add(NodeId node, int ticks) {
    draws.computeIfAbsent(node, _ -> new ArrayDeque<>()).add(ticks);
  }

  RandomGenerator of(NodeId node) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        throw new UnsupportedOperationException("the core draws ticks within bounds");
      }

      @Override
      public int nextInt(int origin, int bound) {
        ArrayDeque<Integer> queue = draws.computeIfAbsent(node, _ -> new ArrayDeque<>());
        int drawn = queue.isEmpty() ? bound - 1 : queue.remove();
        if (drawn < origin || drawn >= bound) {
          throw new IllegalArgumentException(
              node + " draws from " + origin + " to " + (bound - 1) + "; got " + drawn);
        }
        return drawn;
      }
    };
  }
}
