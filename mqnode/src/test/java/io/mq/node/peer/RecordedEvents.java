package io.mq.node.peer;

import static org.junit.jupiter.api.Assertions.fail;

import io.mq.node.runtime.LinkEvents;
import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Link events in the order they came; tests wait for them with a deadline. */
final class RecordedEvents implements LinkEvents {

  private static final long DEADLINE_MILLIS = 10_000;

  private final List<String> seen = new ArrayList<>();

  @Override
  public void received(NodeId from, ByteBuffer message) {
    boolean small = message.remaining() <= 100;
    String text = StandardCharsets.UTF_8.decode(message.duplicate()).toString();
    add(from + ": " + (small ? text : message.remaining() + " bytes"));
  }

  @Override
  public void linkUp(NodeId peer) {
    add("up " + peer);
  }

  @Override
  public void linkDown(NodeId peer) {
    add("down " + peer);
  }

  private synchronized void add(String event) {
    seen.add(event);
    notifyAll();
  }

  synchronized List<String> all() {
    return List.copyOf(seen);
  }

  synchronized void clear() {
    seen.clear();
  }

  long count(String event) {
    return all().stream().filter(event::equals).count();
  }

  /** Waits for an event and returns how many milliseconds it took. */
  long await(String event) throws InterruptedException {
    return await("event " + event, events -> events.contains(event));
  }

  synchronized long await(String what, Predicate<List<String>> condition)
      throws InterruptedException {
    long start = System.nanoTime();
    while (!condition.test(seen)) {
      long leftMillis = DEADLINE_MILLIS - (System.nanoTime() - start) / 1_000_000;
      if (leftMillis <= 0) {
        fail("no " + what + " among " + seen);
      }
      wait(leftMillis);
    }
    return (System.nanoTime() - start) / 1_000_000;
  }
}
