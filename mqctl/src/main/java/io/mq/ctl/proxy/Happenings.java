package io.mq.ctl.proxy;

import io.mq.shared.id.NodeId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The last {@value #MOST} things that happened at one node. Thread-safe. */
final class Happenings {

  private static final int MOST = 500;

  /** One event, with the JSON in which nodes tell theirs. */
  record Event(long id, Map<String, Object> json) {}

  private final NodeId node;
  private final Deque<Event> events = new ArrayDeque<>();

  /** Ids go on where those of an earlier process of this node have ended. */
  private long lastId = System.currentTimeMillis() * 1_000;

  Happenings(NodeId node) {
    this.node = node;
  }

  /** Remembers something; {@code view} is what the node said of itself, if it said something. */
  synchronized void add(String type, String text, Optional<NodeSaid> view) {
    lastId++;
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", lastId);
    json.put("at", Instant.now().toString());
    json.put("node", node);
    json.put("type", type);
    json.put("text", text);
    view.ifPresent(
        said -> {
          json.put("role", said.role());
          json.put("term", said.term());
        });
    if (events.size() == MOST) {
      events.removeFirst();
    }
    events.addLast(new Event(lastId, json));
    notifyAll();
  }

  /** What came after that event; waits so long for the first. */
  synchronized List<Event> after(long id, long waitMillis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMillis);
    while (lastId <= id || events.isEmpty()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return events.stream().filter(event -> event.id() > id).toList();
  }

  synchronized long lastId() {
    return lastId;
  }
}
