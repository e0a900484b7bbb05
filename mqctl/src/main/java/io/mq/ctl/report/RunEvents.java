package io.mq.ctl.report;

import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the page shows of the nodes. Immutable.
 *
 * @param nodes their names, in the order of their coming
 * @param away when a node was not there
 */
record RunEvents(List<String> nodes, List<Away> away) {

  /** A stretch of time in which a node was paused, down or silent. */
  record Away(String node, String condition, long fromNanos, long toNanos) {}

  static RunEvents read(Path file) throws IOException {
    List<String> nodes = new ArrayList<>();
    List<Away> over = new ArrayList<>();
    Map<String, Away> open = new LinkedHashMap<>();
    if (Files.exists(file)) {
      try (BufferedReader in = Files.newBufferedReader(file)) {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          JsonObject event;
          try {
            event = Json.parse(line);
          } catch (IOException e) {
            continue; // The last line of a run that was killed.
          }
          if (event.has("events")) {
            nodes.addAll(event.texts("nodes"));
          } else if (event.text("type", "").equals("state")) {
            if (!nodes.contains(event.text("node", ""))) {
              nodes.add(event.text("node", ""));
            }
            note(event, open, over);
          }
        }
      }
    }
    over.addAll(open.values());
    return new RunEvents(List.copyOf(nodes), List.copyOf(over));
  }

  private static void note(JsonObject event, Map<String, Away> open, List<Away> over) {
    String node = event.text("node", "");
    String condition = event.text("condition", "up");
    long nanos = event.number("time", 0);
    Away known = open.get(node);
    if (known != null && !known.condition().equals(condition)) {
      over.add(new Away(node, known.condition(), known.fromNanos(), nanos));
      open.remove(node);
    }
    if (!condition.equals("up") && !open.containsKey(node)) {
      open.put(node, new Away(node, condition, nanos, Long.MAX_VALUE));
    }
  }
}
