package io.mq.shared.check;

import io.mq.shared.history.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * At which instants a topic can have been empty. Instant t lies between the positions t and t+1.
 * Two things forbid it: a value that came out, between its put's return and its get's call; and
 * more unreturned values acknowledged than gets of unknown outcome called.
 */
final class Occupancy {

  /**
   * Messages that together wait through a whole interval.
   *
   * @param returned puts whose values came out
   * @param unreturned puts whose values did not, in the order of their returns
   * @param unknownGets all gets that might have taken some of the latter in time
   */
  record Cover(List<Integer> returned, List<Operation> unreturned, List<Operation> unknownGets) {}

  private final TopicHistory history;

  /** By instant, how many unreturned values were acknowledged before it. */
  private final int[] waiting;

  /** By instant, how many gets of unknown outcome were called before it. */
  private final int[] takers;

  /** By instant, how many instants before it can be empty. */
  private final int[] emptyBefore;

  Occupancy(TopicHistory history) {
    this.history = history;
    int instants = history.positions;
    int[] held = new int[instants + 1];
    waiting = new int[instants + 1];
    takers = new int[instants + 1];
    emptyBefore = new int[instants + 1];
    for (int put = 0; put < history.puts.size(); put++) {
      if (history.unreturned(put)) {
        waiting[history.putReturn[put]]++;
      } else if (history.putReturn[put] < history.getCall[put]) {
        held[history.putReturn[put]]++;
        held[history.getCall[put]]--;
      }
    }
    for (int call : history.unknownCall) {
      takers[call]++;
    }
    accumulate(held);
    accumulate(waiting);
    accumulate(takers);
    for (int t = 0; t < instants; t++) {
      boolean free = held[t] == 0 && waiting[t] <= takers[t];
      emptyBefore[t + 1] = emptyBefore[t] + (free ? 1 : 0);
    }
  }

  private static void accumulate(int[] changes) {
    for (int t = 1; t < changes.length; t++) {
      changes[t] += changes[t - 1];
    }
  }

  /** Whether some instant between these positions can be empty. */
  boolean canBeEmpty(int call, int end) {
    return emptyBefore[end] > emptyBefore[call];
  }

  /** Why no instant between these positions can be empty. */
  Cover cover(int call, int end) {
    List<Integer> returned = new ArrayList<>();
    int[] byReturn = returnedPutsByReturn();
    int next = 0;
    int longest = Overtaking.NOBODY;
    int lastUnreturned = -1;
    for (int t = call; t < end; ) {
      while (next < byReturn.length && history.putReturn[byReturn[next]] <= t) {
        int put = byReturn[next++];
        if (longest < 0 || history.getCall[put] > history.getCall[longest]) {
          longest = put;
        }
      }
      int waitingUntil = waitingUntil(t, end);
      int heldUntil = longest < 0 ? t : Math.min(end, history.getCall[longest]);
      if (waitingUntil >= heldUntil) {
        lastUnreturned = waitingUntil - 1;
        t = waitingUntil;
      } else {
        returned.add(longest);
        t = heldUntil;
      }
    }
    return cover(returned, lastUnreturned);
  }

  /** The end of the run of instants from t on at which unreturned values outnumber the takers. */
  private int waitingUntil(int t, int end) {
    int until = t;
    while (until < end && waiting[until] > takers[until]) {
      until++;
    }
    return until;
  }

  /**
   * One more value than takers, the first acknowledged ones, outnumber the takers at each of the
   * instants where all unreturned values did.
   */
  private Cover cover(List<Integer> returned, int lastUnreturned) {
    if (lastUnreturned < 0) {
      return new Cover(returned, List.of(), List.of());
    }
    int taken = takers[lastUnreturned];
    List<Operation> unreturned = new ArrayList<>();
    for (int put = 0; put < history.puts.size(); put++) {
      if (history.unreturned(put)) {
        unreturned.add(history.puts.get(put));
      }
    }
    unreturned.sort((a, b) -> Long.compare(a.returnIndex(), b.returnIndex()));
    return new Cover(
        returned, unreturned.subList(0, taken + 1), history.unknownGets.subList(0, taken));
  }

  private int[] returnedPutsByReturn() {
    long[] keys = new long[history.puts.size()];
    int count = 0;
    for (int put = 0; put < keys.length; put++) {
      if (history.gets[put] != null && history.putReturn[put] != TopicHistory.NEVER) {
        keys[count++] = (long) history.putReturn[put] << 32 | put;
      }
    }
    Arrays.sort(keys, 0, count);
    int[] puts = new int[count];
    for (int i = 0; i < count; i++) {
      puts[i] = (int) keys[i];
    }
    return puts;
  }
}
