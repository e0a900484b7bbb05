package io.mq.ctl.watch;

import io.mq.shared.wire.NodeEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The last events of all nodes, without those that only tell the commit index. Thread-safe. */
final class EventWindow {

  static final int MOST = 300;

  private final ArrayDeque<NodeEvent> events = new ArrayDeque<>();

  synchronized void add(NodeEvent event) {
    if (!event.type().equals("commit")) {
      events.add(event);
      if (events.size() > MOST) {
        events.remove();
      }
    }
  }

  /** In the order of their time; those of different nodes come in nearly so. */
  synchronized List<NodeEvent> list() {
    List<NodeEvent> sorted = new ArrayList<>(events);
    sorted.sort(Comparator.comparing(NodeEvent::at));
    return sorted;
  }
}
