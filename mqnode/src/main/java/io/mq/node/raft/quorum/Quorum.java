package io.mq.node.raft.quorum;

import io.mq.shared.id.NodeId;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Who must agree: a majority of {@code incoming} and, during a membership change, a majority of
 * {@code outgoing} as well (Raft §6). Immutable.
 *
 * @param incoming the voters; with none, nothing is ever agreed on
 * @param outgoing the voters of the old configuration, empty outside a change
 */
public record Quorum(SortedSet<NodeId> incoming, SortedSet<NodeId> outgoing) {

  /** How a vote stands. */
  public enum Outcome {
    /** A quorum said yes. */
    WON,
    /** So many said no that a quorum cannot say yes any more. */
    LOST,
    /** Neither yet. */
    OPEN
  }

  /**
   * The highest number that a quorum has reached, as with the commit index (Raft §5.3). {@link
   * Long#MIN_VALUE} without voters.
   *
   * @param reached what each voter has reached
   */
  public long agreed(ToLongFunction<NodeId> reached) {
    if (incoming.isEmpty()) {
      return Long.MIN_VALUE;
    }
    long agreed = agreed(incoming, reached);
    return outgoing.isEmpty() ? agreed : Math.min(agreed, agreed(outgoing, reached));
  }

  /** How a vote stands. */
  public Outcome outcome(Predicate<NodeId> granted, Predicate<NodeId> refused) {
    if (has(granted)) {
      return Outcome.WON;
    }
    return has(refused.negate()) ? Outcome.OPEN : Outcome.LOST;
  }

  /** Whether a quorum consists of nodes that {@code member} holds for. */
  public boolean has(Predicate<NodeId> member) {
    return agreed(node -> member.test(node) ? 1 : 0) == 1;
  }

  private static long agreed(SortedSet<NodeId> voters, ToLongFunction<NodeId> reached) {
    long[] values = new long[voters.size()];
    int count = 0;
    for (NodeId voter : voters) {
      values[count++] = reached.applyAsLong(voter);
    }
    Arrays.sort(values);
    return values[(values.length - 1) / 2];
  }
}
