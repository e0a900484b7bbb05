package io.mq.ctl.cli;

import io.mq.ctl.events.EventFeed;
import io.mq.shared.wire.NodeEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl events}: what happened at the nodes. */
@Command(
    name = "events",
    description = {
      "Shows elections, faults and disk troubles, as the nodes remember them.",
      "With -o json an object on each line: at, node, type, text, role, term, leader, commit."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl events -n 20", "  mqctl events -f --type role,fault"})
final class EventsCommand extends Verb {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on with what happens from now on, until Ctrl-C.")
  boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "100",
      description = "How many of the last events without -f; 100 by default.")
  int lines;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      split = ",",
      description = "Only these: role, fault, peer, storage, process, commit. All but commit.")
  List<String> types;

  @Override
  ExitCode run() throws InterruptedException {
    try (EventFeed feed = new EventFeed(cluster().state())) {
      if (!follow) {
        List<NodeEvent> events = feed.recall().stream().filter(this::isWanted).toList();
        events
            .subList(Math.max(0, events.size() - Math.max(0, lines)), events.size())
            .forEach(this::show);
        return ExitCode.OK;
      }
      feed.follow(
          event -> {
            if (isWanted(event)) {
              show(event);
              out().flush();
            }
          });
      // Ends with the interrupt that Ctrl-C is in a session, or with the process.
      new CountDownLatch(1).await();
      return ExitCode.OK;
    }
  }

  private boolean isWanted(NodeEvent event) {
    return types == null ? !event.type().equals("commit") : types.contains(event.type());
  }

  private void show(NodeEvent event) {
    if (isTable()) {
      out().println(line(event));
    } else {
      printer().item(properties(event));
    }
  }

  /** An event as people read it. */
  static String line(NodeEvent event) {
    String time = TIME.format(Instant.parse(event.at()));
    return String.format(
        Locale.ROOT, "%s  %-3s  %-7s  %s", time, event.node(), event.type(), event.text());
  }

  private static Map<String, Object> properties(NodeEvent event) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("at", event.at());
    properties.put("node", event.node());
    properties.put("type", event.type());
    properties.put("text", event.text());
    properties.put("role", event.role());
    properties.put("term", event.term());
    properties.put("leader", event.leader());
    properties.put("commit", event.commitIndex());
    return properties;
  }
}
