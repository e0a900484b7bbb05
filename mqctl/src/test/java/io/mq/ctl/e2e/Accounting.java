package io.mq.ctl.e2e;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What went into a topic against what came out. A message is {@code pN-S}: the number S, from 1, of
 * what producer N put, one after the other.
 */
final class Accounting {

  private Accounting() {}

  static String message(int producer, int number) {
    return "p" + producer + "-" + number;
  }

  /**
   * Everything that is wrong, a line each; empty if every acknowledged message came out exactly
   * once, nothing came out twice, nothing that was never put came out, and each producer's came out
   * in its order.
   *
   * @param unknown messages whose put had no known outcome: they may have come out, once
   */
  static List<String> complaints(
      Collection<String> acknowledged, Collection<String> unknown, List<String> drained) {
    List<String> complaints = new ArrayList<>();
    Map<String, Integer> times = new TreeMap<>();
    drained.forEach(message -> times.merge(message, 1, Integer::sum));
    for (String message : acknowledged) {
      if (!times.containsKey(message)) {
        complaints.add(message + " was acknowledged and is lost");
      }
    }
    TreeSet<String> put = new TreeSet<>(acknowledged);
    put.addAll(unknown);
    times.forEach(
        (message, count) -> {
          if (count > 1) {
            complaints.add(message + " came out " + count + " times");
          }
          if (!put.contains(message)) {
            complaints.add(message + " came out and its put was refused, or never sent");
          }
        });
    Map<String, Integer> last = new TreeMap<>();
    for (String message : drained) {
      int dash = message.indexOf('-');
      int number = Integer.parseInt(message.substring(dash + 1));
      Integer before = last.put(message.substring(0, dash), number);
      if (before != null && before > number) {
        complaints.add(message + " came out after number " + before + " of the same producer");
      }
    }
    return complaints;
  }
}
