package io.mq.ctl.chaos;

import io.mq.shared.history.Operation;
import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who led when, by the events of a run. Immutable.
 *
 * @param all in the order of their beginnings
 */
public record Leaderships(List<Leadership> all) {

  /**
   * One node's time as leader.
   *
   * @param fromNanos in the run's time; negative if before the run
   * @param toNanos when it was last known to lead, or {@link Long#MAX_VALUE}
   */
  public record Leadership(String node, long term, long fromNanos, long toNanos) {

    /** Such as {@code n3 led term 5 from 1200.00 ms}. */
    public String describe() {
      return node
          + " led term "
          + term
          + (fromNanos < 0 ? " from the start" : " from " + Operation.millis(fromNanos))
          + (toNanos == Long.MAX_VALUE ? "" : " to " + Operation.millis(toNanos));
    }
  }

  /**
   * Reads the events of a run; a last line that breaks off is left out.
   *
   * @throws IOException if the file cannot be read
   */
  public static Leaderships read(Path events) throws IOException {
    if (!Files.exists(events)) {
      return new Leaderships(List.of());
    }
    List<Leadership> closed = new ArrayList<>();
    Map<String, Leadership> open = new LinkedHashMap<>();
    try (BufferedReader in = Files.newBufferedReader(events)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        JsonObject event;
        try {
          event = Json.parse(line);
        } catch (IOException e) {
          continue;
        }
        note(event, open, closed);
      }
    }
    closed.addAll(open.values());
    closed.sort(Comparator.comparingLong(Leadership::fromNanos));
    return new Leaderships(List.copyOf(closed));
  }

  private static void note(
      JsonObject event, Map<String, Leadership> open, List<Leadership> closed) {
    String node = event.text("node", "");
    long nanos = event.number("time", 0);
    long term = event.number("term", -1);
    boolean leads = "LEADER".equals(event.text("role", ""));
    boolean gone =
        (event.has("role") && !leads)
            || (event.text("type", "").equals("state")
                && List.of("down", "gone").contains(event.text("condition", "")));
    Leadership known = open.get(node);
    if (known != null && (gone || (leads && term > known.term()))) {
      closed.add(new Leadership(node, known.term(), known.fromNanos(), nanos));
      open.remove(node);
    }
    if (leads && (known == null || term > known.term())) {
      open.put(node, new Leadership(node, term, nanos, Long.MAX_VALUE));
    }
  }

  /** Those that overlap a stretch of the run's time. */
  public List<Leadership> during(long fromNanos, long toNanos) {
    return all.stream()
        .filter(each -> each.fromNanos() <= toNanos && each.toNanos() >= fromNanos)
        .toList();
  }
}
