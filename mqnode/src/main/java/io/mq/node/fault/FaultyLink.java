package io.mq.node.fault;

import io.mq.node.codec.MessageTypes;
import io.mq.shared.fault.Direction;
import io.mq.shared.fault.NetworkEffect;
import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;

/**
 * The messages that go one way between this node and one peer on one connection. Those that a fault
 * holds back wait here, up to a bound; what does not fit is lost, as in a full router. When the
 * fault is lifted they pass at once and in order: only faults named for loss lose messages.
 *
 * <p>Thread-safe. Messages are handed on under this object's lock, which keeps their order; whoever
 * takes them must not block.
 */
final class FaultyLink {

  /** The most bytes that wait. */
  static final int MAX_HELD_BYTES = 4 << 20;

  /** The most messages that wait. */
  static final int MAX_HELD_MESSAGES = 4096;

  /**
   * A message that waits.
   *
   * @param holders the faults that hold it back
   */
  private record Held(long dueNanos, long number, ByteBuffer message, List<ActiveFault> holders) {}

  private final Direction way;
  private final NodeId peer;
  private final FaultTable table;
  private final Timers timers;
  private final LinkResets resets;
  private final Consumer<ByteBuffer> next;

  private final Map<ActiveFault, Passage.Memory> memories = new HashMap<>();
  private final PriorityQueue<Held> held =
      new PriorityQueue<>(
          ((Comparator<Held>) (one, other) -> Long.signum(one.dueNanos() - other.dueNanos()))
              .thenComparingLong(Held::number));
  private volatile int heldMessages;
  private long heldBytes;
  private long lastNumber;

  /**
   * A link on which nothing waits.
   *
   * @param next takes the messages that arrive
   */
  FaultyLink(
      Direction way,
      NodeId peer,
      FaultTable table,
      Timers timers,
      LinkResets resets,
      Consumer<ByteBuffer> next) {
    this.way = way;
    this.peer = peer;
    this.table = table;
    this.timers = timers;
    this.resets = resets;
    this.next = next;
  }

  /** Hands a message on, now or later, or loses it. */
  void pass(ByteBuffer message) {
    if (table.isEmpty() && heldMessages == 0) {
      next.accept(message);
      return;
    }
    synchronized (this) {
      List<ActiveFault> faults = table.affecting(way, peer, MessageTypes.of(message));
      releaseDue();
      if (faults.isEmpty()) {
        next.accept(message);
      } else {
        passThrough(faults, message);
      }
    }
  }

  private void passThrough(List<ActiveFault> faults, ByteBuffer message) {
    long now = timers.nanoTime();
    Passage passage = new Passage(now);
    List<ActiveFault> holders = new ArrayList<>();
    for (ActiveFault fault : faults) {
      if (fault.spec().effect() instanceof NetworkEffect effect) {
        long before = passage.dueNanos();
        passage.through(effect, memory(fault, now), message.remaining());
        if (passage.dueNanos() != before) {
          holders.add(fault);
        }
      }
    }
    if (passage.isReset()) {
      resets.reset(way, peer);
    }
    for (int copy = 0; copy < passage.copies() && !passage.isLost(); copy++) {
      if (passage.dueNanos() - now <= 0) {
        next.accept(message.duplicate());
      } else {
        hold(passage.dueNanos(), now, message.duplicate(), holders);
      }
    }
  }

  private Passage.Memory memory(ActiveFault fault, long now) {
    return memories.computeIfAbsent(
        fault, f -> new Passage.Memory(f.random(peer, way == Direction.IN), now));
  }

  private void hold(long dueNanos, long now, ByteBuffer message, List<ActiveFault> holders) {
    if (heldBytes + message.remaining() > MAX_HELD_BYTES || held.size() >= MAX_HELD_MESSAGES) {
      return;
    }
    lastNumber++;
    held.add(new Held(dueNanos, lastNumber, message, holders));
    heldBytes += message.remaining();
    heldMessages = held.size();
    timers.after(dueNanos - now, this::release);
  }

  /** Hands on what waits no longer. */
  synchronized void release() {
    releaseDue();
  }

  private void releaseDue() {
    long now = timers.nanoTime();
    while (!held.isEmpty() && held.peek().dueNanos() - now <= 0) {
      deliver(held.remove());
    }
  }

  /** Takes note that faults have come or gone. */
  synchronized void faultsChanged() {
    releaseDue();
    memories.keySet().removeIf(fault -> !table.has(fault));
    List<Held> free = new ArrayList<>();
    held.removeIf(message -> message.holders().stream().noneMatch(table::has) && free.add(message));
    free.sort(Comparator.comparingLong(Held::number));
    free.forEach(this::deliver);
  }

  private void deliver(Held message) {
    heldBytes -= message.message().remaining();
    heldMessages = held.size();
    next.accept(message.message());
  }
}
