package io.mq.ctl.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.cluster.NodeRecord;
import io.mq.ctl.cluster.NodeView;
import io.mq.ctl.cluster.NodeView.Condition;
import io.mq.ctl.cluster.ProcessIdentity;
import io.mq.ctl.cluster.Survey;
import io.mq.ctl.explain.Connections;
import io.mq.shared.fault.Block;
import io.mq.shared.fault.Direction;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.fault.FaultView;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.AdminState;
import io.mq.shared.wire.NodeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class FrameTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);
  private static final NodeId N3 = new NodeId(3);

  static AdminState state(NodeId node, String role, long last, long applied, long put, int faults) {
    return new AdminState(
        node.toString(),
        "c",
        "1",
        1,
        "",
        role,
        3,
        "n1",
        "n1",
        1,
        last,
        3,
        last,
        90,
        applied,
        "",
        0,
        0,
        put / 2,
        put,
        0,
        0,
        "voter",
        false,
        List.of(),
        List.of(),
        List.of(),
        faults,
        "",
        null);
  }

  static NodeView view(NodeId node, Condition condition, Optional<AdminState> state) {
    NodeRecord record =
        new NodeRecord(
            node, "127.0.0.1", 1, 2, Optional.of(new ProcessIdentity(100 + node.number(), 0)));
    return new NodeView(record, condition, state, "");
  }

  /** A leader, a follower that lags behind and no longer hears it, and a node that is down. */
  private static Moment moment(int events, Optional<NodeId> selected, int scrolledBack) {
    List<NodeView> nodes =
        List.of(
            view(N1, Condition.UP, Optional.of(state(N1, "LEADER", 92, 90, 20, 0))),
            view(N2, Condition.UP, Optional.of(state(N2, "FOLLOWER", 80, 75, 18, 1))),
            view(N3, Condition.DOWN, Optional.empty()));
    FaultSpec spec = FaultSpec.network(new Block(), 60_000).with(Direction.IN).between(List.of(N1));
    FaultView block = new FaultView("f1", spec, 900);
    List<NodeEvent> list = new ArrayList<>();
    for (int i = 1; i <= events; i++) {
      String at = String.format(Locale.ROOT, "2026-01-01T00:%02d:00Z", i);
      list.add(new NodeEvent(i, at, "n1", "role", "event " + i, null, null, null, null));
    }
    return new Moment(
        "demo",
        "12:34:56",
        new Survey(nodes),
        new Connections(nodes, Map.of(N2, List.of(block))),
        new Traffic(List.of(0.0, 50.0, 100.0), List.of(8.0)),
        list,
        scrolledBack,
        selected,
        "Killed n3.");
  }

  private static String text(Moment moment, int width, int height) {
    return Frame.of(moment, width, height).stream()
        .map(AttributedString::toString)
        .map(String::stripTrailing)
        .collect(Collectors.joining("\n"));
  }

  @Test
  void everything_is_there() {
    String expected =
        """
        demo   n1 leads term 3   2 of 3 nodes up   12:34:56

        NODE  STATE  ROLE      TERM  VOTE  LAST  COMMIT  APPLIED  LAG  QUEUE  FAULTS  PID
        n1    up     leader       3  n1      92      90       90    0     10       0  101
        n2    up     follower     3  n1      80      90       75   15      9       1  102
        n3    down   -            -  -        -       -        -    -      -       -    -

        puts/s    100 ▁▅█                              gets/s      8 █

        FROM \\ TO  n1  n2  n3
        n1             x   .
        n2         o       .
        n3         .   .

        EVENTS
        """;
    assertEquals(expected.strip(), text(moment(0, Optional.empty(), 0), 200, 40));
  }

  @Test
  void a_selected_node_is_marked_and_the_keys_stand_at_the_bottom() {
    List<String> lines = text(moment(2, Optional.of(N2), 0), 120, 30).lines().toList();
    assertEquals(30, lines.size());
    assertTrue(lines.get(4).startsWith(">  n2"), lines.get(4));
    assertTrue(lines.get(3).startsWith("   n1"), lines.get(3));
    assertEquals("Killed n3.", lines.get(28));
    assertEquals(Frame.KEYS, lines.get(29));
  }

  @Test
  void no_frame_is_larger_than_its_screen_and_the_newest_events_stay() {
    for (int height = 1; height < 40; height++) {
      for (int width : new int[] {1, 20, 80}) {
        List<AttributedString> lines = Frame.of(moment(50, Optional.of(N1), 0), width, height);
        assertTrue(lines.size() <= height, height + " lines");
        for (AttributedString line : lines) {
          assertTrue(line.columnLength() <= width, line + " in " + width);
        }
      }
    }
    String small = text(moment(50, Optional.of(N1), 0), 80, 14);
    assertTrue(small.contains("event 50") && !small.contains("event 46"), small);
    assertFalse(small.contains("FROM"), small);
  }

  @Test
  void older_events_come_back() {
    String back = text(moment(50, Optional.of(N1), 10), 80, 30);
    assertTrue(back.contains("event 40") && !back.contains("event 41"), back);
    String beginning = text(moment(50, Optional.of(N1), 300), 80, 30);
    assertTrue(beginning.contains("event 1\n"), beginning);
  }

  @Test
  void rates_are_measured_once_a_second_and_never_below_nothing() {
    TrafficMeter meter = new TrafficMeter();
    meter.measure(survey(100, 20), 0);
    meter.measure(survey(400, 20), 500_000_000L);
    assertEquals(List.of(), meter.traffic().puts());
    meter.measure(survey(500, 20), 2_000_000_000L);
    assertEquals(List.of(200.0), meter.traffic().puts());
    assertEquals(List.of(100.0), meter.traffic().gets());
    meter.measure(survey(10, 20), 4_000_000_000L);
    assertEquals(List.of(200.0, 0.0), meter.traffic().puts());
  }

  private static Survey survey(long put, long applied) {
    return new Survey(
        List.of(view(N1, Condition.UP, Optional.of(state(N1, "LEADER", 92, applied, put, 0)))));
  }

  @Test
  void sparks_are_as_high_as_they_are_to_the_highest_shown() {
    assertEquals("▁▅█", Sparkline.of(List.of(0.0, 5.0, 10.0), 10));
    assertEquals("▅█", Sparkline.of(List.of(100.0, 5.0, 10.0), 2));
    assertEquals("▁▁", Sparkline.of(List.of(0.0, 0.0), 10));
    assertEquals("", Sparkline.of(List.of(), 10));
  }

  @Test
  void the_window_keeps_the_last_events_in_the_order_of_their_time() {
    EventWindow window = new EventWindow();
    window.add(new NodeEvent(2, "2026-01-01T00:00:02Z", "n1", "role", "b", null, null, null, null));
    window.add(new NodeEvent(3, "2026-01-01T00:00:03Z", "n1", "commit", "-", null, null, null, 1L));
    window.add(new NodeEvent(1, "2026-01-01T00:00:01Z", "n2", "role", "a", null, null, null, null));
    assertEquals(List.of("a", "b"), window.list().stream().map(NodeEvent::text).toList());
  }
}
