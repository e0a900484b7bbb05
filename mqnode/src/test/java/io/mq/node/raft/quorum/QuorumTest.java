package io.mq.node.raft.quorum;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mq.shared.id.NodeId;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class QuorumTest {

  @Test
  void clever_arithmetic_agrees_with_a_slow_twin_on_random_inputs() {
    SplittableRandom random = new SplittableRandom(1);
    for (int run = 0; run < 50_000; run++) {
      Quorum quorum = new Quorum(voters(random, 1), voters(random, 0));
      SortedMap<NodeId, Long> reached = new TreeMap<>();
      SortedSet<NodeId> yes = new TreeSet<>();
      SortedSet<NodeId> no = new TreeSet<>();
      for (int number = 1; number <= 8; number++) {
        NodeId node = new NodeId(number);
        reached.put(node, random.nextLong(6));
        switch (random.nextInt(3)) {
          case 0 -> yes.add(node);
          case 1 -> no.add(node);
          default -> {} // has not answered
        }
      }
      String input = quorum + " " + reached + " yes " + yes + " no " + no;
      assertEquals(slowAgreed(quorum, reached), quorum.agreed(reached::get), input);
      assertEquals(
          slowOutcome(quorum, yes, no), quorum.outcome(yes::contains, no::contains), input);
    }
  }

  @Test
  void nobody_agrees_on_anything_without_voters() {
    Quorum nobody = new Quorum(new TreeSet<>(), new TreeSet<>());
    assertEquals(Long.MIN_VALUE, nobody.agreed(node -> 7));
    assertEquals(Quorum.Outcome.LOST, nobody.outcome(node -> true, node -> false));
  }

  private static SortedSet<NodeId> voters(SplittableRandom random, int min) {
    SortedSet<NodeId> voters = new TreeSet<>();
    int size = random.nextInt(min, 8);
    while (voters.size() < size) {
      voters.add(new NodeId(random.nextInt(1, 9)));
    }
    return voters;
  }

  /** Tries every number from the top and counts heads in both sets. */
  private static long slowAgreed(Quorum quorum, SortedMap<NodeId, Long> reached) {
    for (long number = 5; ; number--) {
      SortedSet<NodeId> there = new TreeSet<>();
      for (var entry : reached.entrySet()) {
        if (entry.getValue() >= number) {
          there.add(entry.getKey());
        }
      }
      if (isMajority(quorum.incoming(), there)
          && (quorum.outgoing().isEmpty() || isMajority(quorum.outgoing(), there))) {
        return number;
      }
    }
  }

  private static Quorum.Outcome slowOutcome(
      Quorum quorum, SortedSet<NodeId> yes, SortedSet<NodeId> no) {
    Quorum.Outcome incoming = slowOutcome(quorum.incoming(), yes, no);
    Quorum.Outcome outgoing =
        quorum.outgoing().isEmpty() ? Quorum.Outcome.WON : slowOutcome(quorum.outgoing(), yes, no);
    if (incoming == Quorum.Outcome.LOST || outgoing == Quorum.Outcome.LOST) {
      return Quorum.Outcome.LOST;
    }
    return incoming == Quorum.Outcome.WON ? outgoing : Quorum.Outcome.OPEN;
  }

  private static Quorum.Outcome slowOutcome(
      SortedSet<NodeId> voters, SortedSet<NodeId> yes, SortedSet<NodeId> no) {
    if (isMajority(voters, yes)) {
      return Quorum.Outcome.WON;
    }
    SortedSet<NodeId> mayStillSayYes = new TreeSet<>(voters);
    mayStillSayYes.removeAll(no);
    return isMajority(voters, mayStillSayYes) ? Quorum.Outcome.OPEN : Quorum.Outcome.LOST;
  }

  private static boolean isMajority(SortedSet<NodeId> voters, SortedSet<NodeId> some) {
    long there = voters.stream().filter(some::contains).count();
    return 2 * there > voters.size();
  }
}
