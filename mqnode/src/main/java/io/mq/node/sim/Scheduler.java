package io.mq.node.sim;

import java.util.Arrays;

/**
 * Simulated time and everything that is to happen. Events of the same instant happen in the order
 * in which they were scheduled, so a run never depends on chance that no seed controls.
 */
final class Scheduler {

  static final long MICROS = 1_000;
  static final long MILLIS = 1_000_000;
  static final long SECONDS = 1_000_000_000;

  private static final class Event {
    private final long atNanos;
    private final long order;
    private final Runnable action;

    Event(long atNanos, long order, Runnable action) {
      this.atNanos = atNanos;
      this.order = order;
      this.action = action;
    }

    boolean isBefore(Event other) {
      return atNanos != other.atNanos ? atNanos < other.atNanos : order < other.order;
    }
  }

  /** Far above any sound run; replicas that make each other talk ever more get here. */
  private static final int MAX_WAITING = 200_000;

  private Event[] heap = new Event[1024];
  private int size;
  private long nowNanos;
  private long scheduled;
  private long steps;

  /** Nanoseconds since the run began. */
  long nowNanos() {
    return nowNanos;
  }

  /** How many events have happened. */
  long steps() {
    return steps;
  }

  /** Schedules an event {@code delayNanos} from now. */
  void after(long delayNanos, Runnable action) {
    at(nowNanos + Math.max(0, delayNanos), action);
  }

  /** Schedules an event; an instant that has passed counts as now. */
  void at(long atNanos, Runnable action) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    Event event = new Event(Math.max(atNanos, nowNanos), scheduled++, action);
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) / 2;
      if (!event.isBefore(heap[parent])) {
        break;
      }
      heap[hole] = heap[parent];
      hole = parent;
    }
    heap[hole] = event;
  }

  /** Lets everything happen that is due by {@code untilNanos}, which is now then if it was not. */
  void runUntil(long untilNanos) {
    while (size > 0 && heap[0].atNanos <= untilNanos) {
      if (size > MAX_WAITING) {
        throw new InvariantBroken("traffic stays bounded", size + " events are waiting");
      }
      Event next = takeFirst();
      nowNanos = next.atNanos;
      steps++;
      next.action.run();
    }
    nowNanos = Math.max(nowNanos, untilNanos);
  }

  private Event takeFirst() {
    Event first = heap[0];
    Event last = heap[--size];
    heap[size] = null;
    int hole = 0;
    while (2 * hole + 1 < size) {
      int child = 2 * hole + 1;
      if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
        child++;
      }
      if (!heap[child].isBefore(last)) {
        break;
      }
      heap[hole] = heap[child];
      hole = child;
    }
    if (size > 0) {
      heap[hole] = last;
    }
    return first;
  }
}
