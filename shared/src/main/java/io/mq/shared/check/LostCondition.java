package io.mq.shared.check;

import io.mq.shared.history.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Condition 3 for values that never came out: each needs a get of unknown outcome called before its
 * deadline D(u), and no two the same one.
 */
final class LostCondition implements Condition {

  @Override
  public Optional<Violation> find(TopicHistory history) {
    Overtaking overtaking = new Overtaking(history);
    long[] overdue = overdue(history, overtaking);
    int takers = 0;
    for (int i = 0; i < overdue.length; i++) {
      int deadline = (int) (overdue[i] >>> 32);
      while (takers < history.unknownCall.length && history.unknownCall[takers] < deadline) {
        takers++;
      }
      if (i + 1 > takers) {
        return Optional.of(
            explain(history, messages(history, overdue, i + 1), takers, (int) overdue[i]));
      }
    }
    return Optional.empty();
  }

  /** Unreturned puts that have a deadline, as deadline and number, the earliest first. */
  private static long[] overdue(TopicHistory history, Overtaking overtaking) {
    long[] overdue = new long[history.puts.size()];
    int count = 0;
    for (int u = 0; u < history.puts.size(); u++) {
      if (history.unreturned(u) && overtaking.overtaker(u) != Overtaking.NOBODY) {
        overdue[count++] = (long) overtaking.deadline(u) << 32 | u;
      }
    }
    overdue = Arrays.copyOf(overdue, count);
    Arrays.sort(overdue);
    return overdue;
  }

  private static List<Operation> messages(TopicHistory history, long[] overdue, int count) {
    List<Operation> messages = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      messages.add(history.puts.get((int) overdue[i]));
    }
    return messages;
  }

  /** The overtaker of the last of the lost overtakes them all: their deadlines are no later. */
  private static Violation explain(
      TopicHistory history, List<Operation> lost, int takers, int last) {
    int v = new Overtaking(history).overtaker(last);
    Operation laterPut = history.puts.get(v);
    Operation laterGet = history.gets[v];
    String although =
        " never came out, although "
            + laterPut.value()
            + ", put later ("
            + Phrases.at(laterPut.callNanos())
            + "), came out "
            + Phrases.at(laterGet.returnNanos());
    String explanation =
        takers == 0
            ? lost.getFirst().value()
                + " was acknowledged "
                + Phrases.at(lost.getFirst().returnNanos())
                + " and"
                + although
                + "."
            : Phrases.count(lost.size(), "acknowledged message")
                + " ("
                + Phrases.values(lost)
                + ")"
                + although
                + "; only "
                + Phrases.count(takers, "get")
                + " of unknown outcome had been called by then, too few to have taken them all.";
    List<Operation> operations = new ArrayList<>(lost);
    operations.add(laterPut);
    operations.add(laterGet);
    List<Operation> subHistory = new ArrayList<>(operations);
    subHistory.addAll(history.unknownGets.subList(0, takers));
    return Phrases.violation(ViolationKind.LOST, history, explanation, operations, subHistory);
  }
}
