package io.mq.shared.check;

import io.mq.shared.history.Operation;
import io.mq.shared.history.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds up {@link Accounting} over topics. For one thread. */
final class Accountant {

  private long acknowledgedPuts;
  private long refusedPuts;
  private long unknownPuts;
  private long deliveries;
  private long emptyGets;
  private long unknownGets;
  private long lost;
  private long unaccounted;
  private long duplicated;
  private long phantoms;
  private long reordered;
  private final List<String> lostValues = new ArrayList<>();
  private final List<String> duplicatedValues = new ArrayList<>();
  private final List<String> phantomValues = new ArrayList<>();
  private final List<String> reorderedValues = new ArrayList<>();

  void add(TopicHistory history) {
    for (int put = 0; put < history.puts.size(); put++) {
      if (history.puts.get(put).outcome() == Outcome.OK) {
        acknowledgedPuts++;
      } else {
        unknownPuts++;
      }
      if (history.gets[put] != null) {
        deliveries++;
      } else if (history.unreturned(put)) {
        unaccounted++;
      }
    }
    refusedPuts += history.refusedPuts.size();
    deliveries += history.duplicates.size() + history.phantoms.size();
    emptyGets += history.empties.size();
    unknownGets += history.unknownGets.size();
    duplicated += history.duplicates.size();
    phantoms += history.phantoms.size();
    history.duplicates.forEach(get -> name(duplicatedValues, get.value()));
    history.phantoms.forEach(get -> name(phantomValues, get.value()));
    if (history.valuesUnique) {
      countLost(history);
      countReordered(history);
    }
  }

  /** Hands the gets of unknown outcome to the unreturned values in the order of their deadlines. */
  private void countLost(TopicHistory history) {
    long[] deadlines = deadlines(history);
    int called = 0;
    int used = 0;
    for (long deadline : deadlines) {
      while (called < history.unknownCall.length
          && history.unknownCall[called] < (int) (deadline >>> 32)) {
        called++;
      }
      if (used < called) {
        used++;
      } else {
        lost++;
        name(lostValues, history.puts.get((int) deadline).value());
      }
    }
  }

  /**
   * Deadlines as in the package's words, those from empty gets included: a value acknowledged
   * before an empty get was called is gone before that get returned.
   */
  private static long[] deadlines(TopicHistory history) {
    Overtaking overtaking = new Overtaking(history);
    int[] firstEmptyEnd = new int[history.empties.size() + 1];
    firstEmptyEnd[history.empties.size()] = TopicHistory.NEVER;
    for (int empty = history.empties.size() - 1; empty >= 0; empty--) {
      firstEmptyEnd[empty] = Math.min(firstEmptyEnd[empty + 1], history.emptyReturn[empty]);
    }
    long[] deadlines = new long[history.puts.size()];
    int count = 0;
    for (int u = 0; u < history.puts.size(); u++) {
      if (history.unreturned(u)) {
        int empty = -Arrays.binarySearch(history.emptyCall, history.putReturn[u]) - 1;
        int deadline = Math.min(overtaking.deadline(u), firstEmptyEnd[empty]);
        if (deadline != TopicHistory.NEVER) {
          deadlines[count++] = (long) deadline << 32 | u;
        }
      }
    }
    Arrays.sort(deadlines, 0, count);
    return Arrays.copyOf(deadlines, count);
  }

  /** A producer puts one message after the other, so its later puts are called after the return. */
  private void countReordered(TopicHistory history) {
    Map<String, int[]> firstOutByProducer = new HashMap<>();
    for (int u = history.puts.size() - 1; u >= 0; u--) {
      Operation put = history.puts.get(u);
      int[] firstOut =
          firstOutByProducer.computeIfAbsent(
              put.process(), process -> new int[] {TopicHistory.NEVER});
      boolean acknowledged = history.putReturn[u] != TopicHistory.NEVER;
      if (acknowledged && history.gets[u] != null && firstOut[0] < history.getCall[u]) {
        reordered++;
        name(reorderedValues, put.value());
      }
      firstOut[0] = Math.min(firstOut[0], history.getReturn[u]);
    }
  }

  private static void name(List<String> values, String value) {
    if (values.size() < Accounting.LISTED) {
      values.add(value);
    }
  }

  Accounting total() {
    return new Accounting(
        acknowledgedPuts,
        refusedPuts,
        unknownPuts,
        deliveries,
        emptyGets,
        unknownGets,
        lost,
        unaccounted,
        duplicated,
        phantoms,
        reordered,
        List.copyOf(lostValues),
        List.copyOf(duplicatedValues),
        List.copyOf(phantomValues),
        List.copyOf(reorderedValues));
  }
}
