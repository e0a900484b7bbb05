package io.mq.ctl.chaos;

import io.mq.shared.history.Operation;
import io.mq.shared.wire.Checkpoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares what the nodes say of themselves, now and earlier. For one thread. */
final class WhiteBox {

  /** How many applied states are remembered; a node that is further behind is not compared. */
  private static final int REMEMBERED = 200_000;

  private record Applied(String node, String hash, long nanos) {}

  private record Stretch(String node, long term, String hash, long nanos) {}

  private final Map<Long, String> leaders = new LinkedHashMap<>();
  private final Map<Long, Applied> states = bounded();
  private final Map<Long, Stretch> stretches = bounded();
  private int compared;
  private final List<Finding> findings = new ArrayList<>();

  /** A node says that it leads. */
  void leads(String node, long term, long nanos) {
    String known = leaders.putIfAbsent(term, node);
    if (known != null && !known.equals(node)) {
      add(
          Finding.TWO_LEADERS,
          known + " and " + node + " both led in term " + term + "; a term has one leader at most",
          nanos);
    }
  }

  /** A node says what it has applied. */
  void applied(String node, long index, String hash, long nanos) {
    if (index == 0 || hash == null) {
      return;
    }
    Applied known = states.putIfAbsent(index, new Applied(node, hash, nanos));
    if (known != null && !known.hash().equals(hash)) {
      add(
          Finding.STATE_DIVERGED,
          node
              + " has the state "
              + hash
              + " after entry "
              + index
              + ", and "
              + known.node()
              + " had "
              + known.hash()
              + " after the same entry (at "
              + Operation.millis(known.nanos())
              + "); the replicas are no longer copies of each other",
          nanos);
    }
  }

  /** A node tells of a stretch of the log that it has applied, and so holds for committed. */
  void committed(Checkpoint checkpoint, long nanos) {
    applied(checkpoint.node(), checkpoint.index(), checkpoint.stateHash(), nanos);
    if (checkpoint.entriesHash() == null) {
      return;
    }
    Stretch known =
        stretches.putIfAbsent(
            checkpoint.index(),
            new Stretch(checkpoint.node(), checkpoint.term(), checkpoint.entriesHash(), nanos));
    if (known == null) {
      return;
    }
    if (!known.node().equals(checkpoint.node())) {
      compared++;
    }
    if (!known.hash().equals(checkpoint.entriesHash())) {
      add(
          Finding.COMMITTED_ENTRY_CHANGED,
          checkpoint.node()
              + " has applied other entries from "
              + (checkpoint.index() - checkpoint.entries() + 1)
              + " to "
              + checkpoint.index()
              + " (the last is of term "
              + checkpoint.term()
              + ") than "
              + known.node()
              + " had (its last is of term "
              + known.term()
              + ", at "
              + Operation.millis(known.nanos())
              + "); what is committed must never change",
          nanos);
    }
  }

  private static <V> Map<Long, V> bounded() {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<Long, V> eldest) {
        return size() > REMEMBERED;
      }
    };
  }

  /** How often a stretch of one node was held against the same stretch of another. */
  int compared() {
    return compared;
  }

  private void add(String kind, String explanation, long nanos) {
    // Once two replicas differ they go on to do so; the first time says it all.
    if (findings.stream().noneMatch(finding -> finding.kind().equals(kind))) {
      findings.add(new Finding(kind, explanation, nanos));
    }
  }

  /** How many terms have had a leader. */
  int terms() {
    return leaders.size();
  }

  List<Finding> findings() {
    return List.copyOf(findings);
  }
}
