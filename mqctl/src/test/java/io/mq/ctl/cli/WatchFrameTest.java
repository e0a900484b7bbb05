package io.mq.ctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.cluster.NodeRecord;
import io.mq.ctl.cluster.NodeView;
import io.mq.ctl.cluster.NodeView.Condition;
import io.mq.ctl.cluster.Survey;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.AdminState;
import io.mq.shared.wire.NodeEvent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchFrameTest {

  private static final long SECOND = 1_000_000_000L;

  private final WatchFrame frame = new WatchFrame("demo", new Style(false));

  private static Survey survey(long commit) {
    AdminState state =
        new AdminState(
            "n1", "c", "1", 1, "", "LEADER", 3, null, null, 1, commit, 3, commit, commit, commit,
            "", 0, 0, 0, 0, List.of(), List.of(), List.of(), 0, "", null);
    NodeRecord first = new NodeRecord(new NodeId(1), "127.0.0.1", 1, 2, Optional.empty());
    NodeRecord second = new NodeRecord(new NodeId(2), "127.0.0.1", 3, 4, Optional.empty());
    return new Survey(
        List.of(
            new NodeView(first, Condition.UP, Optional.of(state), ""),
            new NodeView(second, Condition.DOWN, Optional.empty(), "not running")));
  }

  private static NodeEvent event(String type, int number) {
    String at = String.format(java.util.Locale.ROOT, "2026-01-01T00:00:%02dZ", number);
    return new NodeEvent(number, at, "n1", type, "number " + number, null, null, null, null);
  }

  @Test
  void the_headline_tells_leader_nodes_and_rate() {
    frame.lines(survey(100), SECOND);
    assertEquals(
        "demo: n1 leads term 3, 1 of 2 nodes up, 250 entries committed per second",
        frame.lines(survey(600), 3 * SECOND).getFirst());
  }

  @Test
  void the_last_events_are_shown_in_the_order_of_their_time_without_commits() {
    frame.add(event("role", 2));
    frame.add(event("commit", 3));
    frame.add(event("fault", 1));
    List<String> lines = frame.lines(survey(1), SECOND);
    assertTrue(lines.get(lines.size() - 2).endsWith("n1   fault    number 1"), lines.toString());
    assertTrue(lines.getLast().endsWith("n1   role     number 2"), lines.toString());
    for (int number = 3; number < 40; number++) {
      frame.add(event("role", number));
    }
    long shown =
        frame.lines(survey(1), SECOND).stream().filter(line -> line.contains("number")).count();
    assertEquals(WatchFrame.EVENTS, shown);
  }
}
