package io.mq.ctl.report;

import io.mq.ctl.chaos.Leaderships;
import io.mq.ctl.chaos.RunFolder;
import io.mq.shared.history.History;
import io.mq.shared.history.HistoryEvent.FaultEvent;
import io.mq.shared.history.HistoryReader;
import io.mq.shared.history.Operation;
import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the page shows, as its script wants it. Times are in milliseconds since the run began.
 *
 * @param title of the page
 * @param asMap the data
 */
record ReportData(String title, Map<String, Object> asMap) {

  /** More are too many for a browser to draw at once. */
  private static final int MOST_OPERATIONS = 40_000;

  /** How an operation whose outcome nobody knows is drawn: this long at most. */
  private static final double LONGEST_UNKNOWN_MILLIS = 1_000;

  static ReportData read(RunFolder folder) throws IOException {
    return new Reading(folder).read();
  }

  private static final class Reading {

    private final RunFolder folder;
    private final History history;
    private final JsonObject verdict;
    private final RunEvents events;
    private final Set<Long> wrong = new HashSet<>();
    private final Set<Long> subHistory = new LinkedHashSet<>();
    private final List<String> lanes = new ArrayList<>();
    private final double end;

    Reading(RunFolder folder) throws IOException {
      this.folder = folder;
      this.history = HistoryReader.read(folder.history());
      this.verdict =
          Files.exists(folder.verdict())
              ? Json.parse(Files.readString(folder.verdict()))
              : new JsonObject(Map.of());
      this.events = RunEvents.read(folder.events());
      List<JsonObject> violations = verdict.objects("violations");
      if (!violations.isEmpty()) {
        numbers(violations.getFirst(), "ops", wrong);
        numbers(violations.getFirst(), "sub_history", subHistory);
      }
      history.operations().stream()
          .map(Reading::client)
          .distinct()
          .sorted(Comparator.comparingInt(String::length).thenComparing(name -> name))
          .forEach(lanes::add);
      this.end =
          millis(
              history.operations().stream()
                  .mapToLong(o -> o.returnNanos() == Operation.NEVER ? 0 : o.returnNanos())
                  .max()
                  .orElse(1_000_000));
    }

    private static void numbers(JsonObject from, String field, Set<Long> into) {
      if (from.fields().get(field) instanceof List<?> list) {
        list.forEach(each -> into.add((Long) each));
      }
    }

    ReportData read() throws IOException {
      String name = folder.path().toAbsolutePath().normalize().getFileName().toString();
      String word = verdict.text("verdict", "NOT JUDGED");
      List<Operation> all = history.operations();
      int step = (all.size() + MOST_OPERATIONS - 1) / MOST_OPERATIONS;
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("run", name);
      map.put("verdict", word);
      map.put("reason", verdict.text("reason", "this run was not judged to its end"));
      map.put("evidence", verdict.texts("evidence"));
      map.put("command", command());
      map.put(
          "schedule", Files.exists(folder.schedule()) ? Files.readString(folder.schedule()) : "");
      map.put("counts", counts());
      map.put("end", end);
      map.put("sampled", step > 1 ? step : 0);
      map.put("operations", operations(all, step));
      map.put("lanes", lanes);
      map.put(
          "violation",
          all.stream().filter(o -> subHistory.contains(o.op())).map(o -> drawn(o, 0)).toList());
      map.put("faults", faults());
      map.put("nodes", events.nodes());
      map.put("leaders", leaders());
      map.put("away", away());
      map.put("perSecond", perSecond(all));
      return new ReportData(word + " " + name, map);
    }

    private String command() throws IOException {
      return verdict.has("run") ? verdict.object("run").text("command", "") : "";
    }

    private List<Object> counts() throws IOException {
      List<Object> counts = new ArrayList<>();
      counts.add(List.of("operations", verdict.number("operations", history.operations().size())));
      if (verdict.has("accounting")) {
        verdict
            .object("accounting")
            .fields()
            .forEach(
                (name, value) -> {
                  if (value instanceof Long number) {
                    counts.add(List.of(name.replace('_', ' '), number));
                  }
                });
      }
      if (verdict.has("faults")) {
        verdict
            .object("faults")
            .fields()
            .forEach((kind, count) -> counts.add(List.of("fault " + kind, count)));
      }
      return counts;
    }

    private List<Object> operations(List<Operation> all, int step) {
      List<Object> drawn = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        Operation operation = all.get(i);
        if (i % step == 0 || subHistory.contains(operation.op())) {
          drawn.add(drawn(operation, lanes.indexOf(client(operation))));
        }
      }
      return drawn;
    }

    /** A client keeps its lane when it goes on as a new process. */
    private static String client(Operation operation) {
      return operation.process().replaceFirst("\\.[0-9]+$", "");
    }

    private List<Object> drawn(Operation operation, int lane) {
      double from = millis(operation.callNanos());
      double to =
          operation.returnNanos() == Operation.NEVER
              ? Math.min(from + LONGEST_UNKNOWN_MILLIS, Math.max(end, from))
              : millis(operation.returnNanos());
      return Arrays.asList(
          lane,
          from,
          to,
          what(operation),
          operation.topic(),
          operation.value(),
          operation.node(),
          operation.error(),
          operation.process(),
          wrong.contains(operation.op()));
    }

    private static String what(Operation operation) {
      return switch (operation.outcome()) {
        case FAIL -> "refused";
        case UNKNOWN -> "unknown";
        case OK ->
            switch (operation.kind()) {
              case ENQUEUE -> "put";
              case DEQUEUE -> operation.foundEmpty() ? "empty" : "get";
              case CREATE_TOPIC -> "create";
            };
      };
    }

    private List<Object> faults() {
      Map<Long, Map<String, Object>> byOp = new LinkedHashMap<>();
      for (FaultEvent event : history.faults()) {
        Map<String, Object> known = byOp.get(event.op());
        if (known == null) {
          Map<String, Object> fault = new LinkedHashMap<>();
          fault.put("kind", event.action());
          fault.put("detail", event.detail() == null ? "" : event.detail());
          fault.put("nodes", event.node() == null ? "" : event.node());
          fault.put("from", millis(event.timeNanos()));
          fault.put("to", end);
          byOp.put(event.op(), fault);
        } else {
          known.put("to", millis(event.timeNanos()));
        }
      }
      return new ArrayList<>(byOp.values());
    }

    private List<Object> leaders() throws IOException {
      List<Object> leaders = new ArrayList<>();
      for (Leaderships.Leadership each : Leaderships.read(folder.events()).all()) {
        double to = each.toNanos() == Long.MAX_VALUE ? end : millis(each.toNanos());
        if (to >= 0) {
          Map<String, Object> leader = new LinkedHashMap<>();
          leader.put("node", each.node());
          leader.put("term", each.term());
          leader.put("from", Math.max(0, millis(each.fromNanos())));
          leader.put("to", to);
          leaders.add(leader);
        }
      }
      return leaders;
    }

    private List<Object> away() {
      List<Object> away = new ArrayList<>();
      for (RunEvents.Away each : events.away()) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("node", each.node());
        map.put("condition", each.condition());
        map.put("from", millis(each.fromNanos()));
        map.put("to", each.toNanos() == Long.MAX_VALUE ? end : millis(each.toNanos()));
        away.add(map);
      }
      return away;
    }

    /** Of each second: done, refused, unknown, by the time of the call. */
    private static List<Object> perSecond(List<Operation> all) {
      Map<Long, long[]> seconds = new TreeMap<>();
      for (Operation operation : all) {
        long second = operation.callNanos() / 1_000_000_000;
        int column =
            switch (operation.outcome()) {
              case OK -> 0;
              case FAIL -> 1;
              case UNKNOWN -> 2;
            };
        seconds.computeIfAbsent(second, each -> new long[3])[column]++;
      }
      List<Object> rows = new ArrayList<>();
      seconds.forEach((second, n) -> rows.add(List.of(second, n[0], n[1], n[2])));
      return rows;
    }

    private static double millis(long nanos) {
      return Math.round(nanos / 1e3) / 1e3;
    }
  }
}
