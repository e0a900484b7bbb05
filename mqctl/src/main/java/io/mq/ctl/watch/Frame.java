package io.mq.ctl.watch;

import io.mq.ctl.cluster.NodeView;
import io.mq.ctl.cluster.NodeView.Condition;
import io.mq.ctl.cluster.ProcessIdentity;
import io.mq.ctl.watch.Cells.Cell;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.AdminState;
import io.mq.shared.wire.NodeEvent;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Words a {@link Moment} as lines of a screen. Pure: the same moment is the same frame. */
final class Frame {

  /** What the keys do; the last line of a frame that has a selected node. */
  static final String KEYS =
      "1-9 or arrows select   k kill   r restart   p pause/resume   i isolate   h heal   q quit";

  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  private static final AttributedStyle BOLD = PLAIN.bold();
  private static final AttributedStyle GREEN = PLAIN.foreground(AttributedStyle.GREEN);
  private static final AttributedStyle YELLOW = PLAIN.foreground(AttributedStyle.YELLOW);
  private static final AttributedStyle RED = PLAIN.foreground(AttributedStyle.RED);
  private static final AttributedStyle DIM = PLAIN.faint();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final String UNKNOWN = "-";
  private static final int SPARKS = 30;
  private static final int FEWEST_EVENTS = 3;

  private final Moment moment;
  private final long commit;

  private Frame(Moment moment) {
    this.moment = moment;
    this.commit =
        moment.survey().nodes().stream()
            .flatMap(node -> node.state().stream())
            .mapToLong(AdminState::commitIndex)
            .max()
            .orElse(0);
  }

  /**
   * The lines of a frame, none wider than {@code width} and at most {@code height} of them. What
   * there is no room for is left out, first the links, then the oldest events.
   */
  static List<AttributedString> of(Moment moment, int width, int height) {
    List<AttributedString> lines = new Frame(moment).lines(height);
    return lines.stream()
        .limit(height)
        .map(line -> line.columnLength() <= width ? line : line.columnSubSequence(0, width))
        .toList();
  }

  private List<AttributedString> lines(int height) {
    List<AttributedString> top = new ArrayList<>();
    top.add(headline());
    top.add(AttributedString.EMPTY);
    top.addAll(nodes());
    top.add(AttributedString.EMPTY);
    top.add(traffic());
    List<AttributedString> bottom = keys();
    List<AttributedString> links = links();
    // A heading and an empty line come before the events.
    int room = height - top.size() - bottom.size() - 2;
    if (room - links.size() - 1 >= FEWEST_EVENTS) {
      top.add(AttributedString.EMPTY);
      top.addAll(links);
      room -= links.size() + 1;
    }
    if (room > 0) {
      top.add(AttributedString.EMPTY);
      top.add(new AttributedString("EVENTS", BOLD));
      List<AttributedString> events = events(room);
      top.addAll(events);
      if (!bottom.isEmpty()) {
        for (int i = events.size(); i < room; i++) {
          top.add(AttributedString.EMPTY);
        }
      }
    }
    top.addAll(bottom);
    return top;
  }

  private AttributedString headline() {
    List<NodeView> nodes = moment.survey().nodes();
    long up = nodes.stream().filter(node -> node.condition() == Condition.UP).count();
    Optional<NodeView> leader = moment.survey().leader();
    AttributedStringBuilder line = new AttributedStringBuilder();
    line.append(moment.cluster(), BOLD).append("   ");
    line.append(
        leader.map(node -> node.id() + " leads term " + node.term()).orElse("there is no leader"),
        leader.isPresent() ? GREEN : RED);
    line.append("   " + up + " of " + nodes.size() + " nodes up   " + moment.clock());
    return line.toAttributedString();
  }

  private List<AttributedString> nodes() {
    Cells cells = new Cells();
    List<Cell> heading = new ArrayList<>();
    if (moment.selected().isPresent()) {
      heading.add(Cell.left(""));
    }
    for (String name : List.of("NODE", "STATE", "ROLE")) {
      heading.add(Cell.left(name).in(BOLD));
    }
    heading.add(Cell.right("TERM").in(BOLD));
    heading.add(Cell.left("VOTE").in(BOLD));
    for (String name : List.of("LAST", "COMMIT", "APPLIED", "LAG", "QUEUE", "FAULTS", "PID")) {
      heading.add(Cell.right(name).in(BOLD));
    }
    cells.add(heading);
    moment.survey().nodes().forEach(node -> cells.add(row(node)));
    return cells.lines();
  }

  private List<Cell> row(NodeView node) {
    List<Cell> row = new ArrayList<>();
    moment
        .selected()
        .ifPresent(selected -> row.add(Cell.left(selected.equals(node.id()) ? ">" : " ")));
    row.add(Cell.left(node.id().toString()).in(BOLD));
    row.add(Cell.left(node.condition().word()).in(style(node.condition())));
    row.add(Cell.left(node.role()).in(style(node.role())));
    row.add(figure(node, AdminState::term));
    row.add(
        Cell.left(
            node.state().flatMap(state -> Optional.ofNullable(state.vote())).orElse(UNKNOWN)));
    row.add(figure(node, AdminState::lastIndex));
    row.add(figure(node, AdminState::commitIndex));
    row.add(figure(node, AdminState::appliedIndex));
    row.add(figure(node, state -> commit - state.appliedIndex()));
    row.add(figure(node, AdminState::messages));
    Cell faults = figure(node, AdminState::faults);
    boolean faulty = !faults.text().equals("0") && !faults.text().equals(UNKNOWN);
    row.add(faulty ? faults.in(RED) : faults);
    row.add(
        Cell.right(
            node.condition() == Condition.DOWN
                ? UNKNOWN
                : node.node()
                    .process()
                    .map(ProcessIdentity::pid)
                    .map(String::valueOf)
                    .orElse(UNKNOWN)));
    return row;
  }

  private static Cell figure(NodeView node, ToLongFunction<AdminState> figure) {
    return Cell.right(
        node.state().map(state -> Long.toString(figure.applyAsLong(state))).orElse(UNKNOWN));
  }

  private static AttributedStyle style(Condition condition) {
    return switch (condition) {
      case UP -> PLAIN;
      case PAUSED -> YELLOW;
      case SILENT, DOWN -> RED;
    };
  }

  private static AttributedStyle style(String role) {
    return switch (role) {
      case "leader" -> GREEN;
      case "candidate", "pre-candidate" -> YELLOW;
      default -> PLAIN;
    };
  }

  private AttributedString traffic() {
    AttributedStringBuilder line = new AttributedStringBuilder();
    rate(line, "puts/s", moment.traffic().puts());
    line.append("   ");
    rate(line, "gets/s", moment.traffic().gets());
    return line.toAttributedString();
  }

  private static void rate(AttributedStringBuilder line, String name, List<Double> rates) {
    String bars = Sparkline.of(rates, SPARKS);
    line.append(name, BOLD)
        .append(String.format(Locale.ROOT, " %6.0f ", Traffic.last(rates)))
        .append(bars + " ".repeat(SPARKS - bars.length()), GREEN);
  }

  /** Who can send to whom: o, x if the link is cut or down, a dot where it cannot be told. */
  private List<AttributedString> links() {
    List<NodeId> ids = moment.survey().nodes().stream().map(NodeView::id).toList();
    Cells cells = new Cells();
    List<Cell> heading = new ArrayList<>(List.of(Cell.left("FROM \\ TO").in(BOLD)));
    ids.forEach(id -> heading.add(Cell.left(id.toString()).in(BOLD)));
    cells.add(heading);
    for (NodeId from : ids) {
      List<Cell> row = new ArrayList<>(List.of(Cell.left(from.toString()).in(BOLD)));
      ids.forEach(to -> row.add(link(from, to)));
      cells.add(row);
    }
    return cells.lines();
  }

  private Cell link(NodeId from, NodeId to) {
    if (from.equals(to) || !answers(from) || !answers(to)) {
      return Cell.left(from.equals(to) ? " " : ".").in(DIM);
    }
    return moment.connections().passes(from, to)
        ? Cell.left("o").in(GREEN)
        : Cell.left("x").in(RED);
  }

  private boolean answers(NodeId id) {
    return moment.survey().nodes().stream()
        .anyMatch(node -> node.id().equals(id) && node.state().isPresent());
  }

  private List<AttributedString> events(int room) {
    List<NodeEvent> events = moment.events();
    int end = Math.max(Math.min(room, events.size()), events.size() - moment.scrolledBack());
    return events.subList(Math.max(0, end - room), end).stream().map(Frame::event).toList();
  }

  private static AttributedString event(NodeEvent event) {
    AttributedStyle style =
        switch (event.type()) {
          case "fault", "process", "storage" -> YELLOW;
          default -> PLAIN;
        };
    return new AttributedStringBuilder()
        .append(TIME.format(Instant.parse(event.at())) + "  ", DIM)
        .append(String.format(Locale.ROOT, "%-3s  ", event.node()), BOLD)
        .append(String.format(Locale.ROOT, "%-10s  ", event.type()), style)
        .append(event.text().replace('\n', ' '))
        .toAttributedString();
  }

  private List<AttributedString> keys() {
    if (moment.selected().isEmpty()) {
      return List.of();
    }
    return Arrays.asList(
        new AttributedString(moment.remark(), BOLD), new AttributedString(KEYS, DIM));
  }
}
