package io.mq.ctl.cli;

import io.mq.ctl.cluster.UpPlan;
import io.mq.shared.config.InitialState;
import io.mq.shared.config.NodeTiming;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints what {@code cluster up} would start: rows for programs, a paragraph a node for people. */
final class PlanPrinter {

  private static final String LATER = "chosen at the start";

  private PlanPrinter() {}

  /** All fields, for programs. */
  static Table table(UpPlan plan) {
    Table table =
        new Table(
            "node",
            "state",
            "starts",
            "pid",
            "ip",
            "port",
            "internal_port",
            "data",
            "heap",
            "jvm_options",
            "timing",
            "term",
            "log",
            "folder",
            "environment",
            "command");
    for (UpPlan.Node node : plan.nodes()) {
      table.add(
          node.id().toString(),
          state(node),
          node.condition().isToBeStarted(),
          node.pid().orElse(null),
          node.ip(),
          node.port().orElse(null),
          node.internalPort().orElse(null),
          node.data(),
          node.heap().orElse(null),
          node.jvmOptions(),
          node.timing().map(NodeTiming::fields).orElse(null),
          node.initial().map(InitialState::term).orElse(null),
          node.initial().map(initial -> initial.fields().get("log")).orElse(null),
          node.folder().toString(),
          node.environment(),
          node.command());
    }
    return table;
  }

  /** One node for people, who are spared what is as usual. */
  static Map<String, Object> paragraph(UpPlan.Node node) {
    Map<String, Object> lines = new LinkedHashMap<>();
    lines.put("node", node.id());
    lines.put(
        "state",
        node.condition().isToBeStarted()
            ? state(node) + ", would be started"
            : state(node) + ", pid " + node.pid().orElseThrow());
    lines.put("address", node.ip());
    lines.put("port", node.port().<Object>map(port -> port).orElse(LATER));
    lines.put("internal_port", node.internalPort().<Object>map(port -> port).orElse(LATER));
    lines.put("data", node.data());
    node.heap().ifPresent(heap -> lines.put("heap", heap));
    if (!node.jvmOptions().isEmpty()) {
      lines.put("jvm_options", node.jvmOptions());
    }
    node.timing().ifPresent(timing -> lines.put("timing", words(timing)));
    node.initial().ifPresent(initial -> lines.put("log", words(initial)));
    lines.put("folder", node.folder());
    if (!node.environment().isEmpty()) {
      lines.put(
          "environment",
          node.environment().entrySet().stream()
              .map(variable -> variable.getKey() + "=" + quoted(variable.getValue()))
              .collect(Collectors.joining(" ")));
    }
    lines.put(
        "command",
        node.command().stream().map(PlanPrinter::quoted).collect(Collectors.joining(" ")));
    return lines;
  }

  private static String state(UpPlan.Node node) {
    return node.condition().name().toLowerCase(Locale.ROOT);
  }

  private static String words(NodeTiming timing) {
    return "tick %d ms, heartbeat %d ms, election timeout %d to %d ms"
        .formatted(
            timing.tickMillis(),
            timing.heartbeatMillis(),
            timing.electionMinMillis(),
            timing.electionMaxMillis());
  }

  private static String words(InitialState initial) {
    return "term "
        + initial.term()
        + ", entries of terms "
        + initial.log().stream()
            .map(entry -> Long.toString(entry.term()))
            .collect(Collectors.joining(" "));
  }

  /** As a shell takes it. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./,=:@%+(){}-]+")
        ? word
        : "'" + word.replace("'", "'\\''") + "'";
  }
}
