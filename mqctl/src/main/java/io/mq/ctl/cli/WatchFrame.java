package io.mq.ctl.cli;

import io.mq.ctl.cluster.NodeView;
import io.mq.ctl.cluster.Survey;
import io.mq.shared.wire.AdminState;
import io.mq.shared.wire.NodeEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What {@code mqctl watch} shows at one moment: a headline, the nodes, the last events. Fed by one
 * thread with surveys and by others with events.
 */
final class WatchFrame {

  /** How many events are shown. */
  static final int EVENTS = 12;

  private final String cluster;
  private final Style style;
  private final ArrayDeque<NodeEvent> events = new ArrayDeque<>();
  private long lastCommit = -1;
  private long lastNanos;
  private double entriesPerSecond;

  WatchFrame(String cluster, Style style) {
    this.cluster = cluster;
    this.style = style;
  }

  synchronized void add(NodeEvent event) {
    if (!event.type().equals("commit")) {
      events.add(event);
      if (events.size() > EVENTS) {
        events.remove();
      }
    }
  }

  /** The frame's lines after that survey, taken at that time. */
  synchronized List<String> lines(Survey survey, long nanos) {
    measure(survey, nanos);
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    out.println(headline(survey));
    out.println();
    new TablePrinter(out, style).rows(NodeTable.of(survey));
    out.println();
    List<NodeEvent> sorted = new ArrayList<>(events);
    sorted.sort(Comparator.comparing(NodeEvent::at));
    sorted.forEach(event -> out.println(EventsCommand.line(event)));
    return text.toString().lines().toList();
  }

  private void measure(Survey survey, long nanos) {
    long commit =
        survey.nodes().stream()
            .flatMap(node -> node.state().stream())
            .mapToLong(AdminState::commitIndex)
            .max()
            .orElse(lastCommit);
    if (lastCommit >= 0 && nanos > lastNanos) {
      entriesPerSecond = Math.max(0, commit - lastCommit) * 1e9 / (nanos - lastNanos);
    }
    lastCommit = commit;
    lastNanos = nanos;
  }

  private String headline(Survey survey) {
    String leader =
        survey
            .leader()
            .map(node -> node.id() + " leads term " + node.term())
            .orElse("there is no leader");
    long up =
        survey.nodes().stream().filter(node -> node.condition() == NodeView.Condition.UP).count();
    return String.format(
        Locale.ROOT,
        "%s: %s, %d of %d nodes up, %.0f entries committed per second",
        cluster,
        leader,
        up,
        survey.nodes().size(),
        entriesPerSecond);
  }
}
