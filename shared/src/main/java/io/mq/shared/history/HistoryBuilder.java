package io.mq.shared.history;

import io.mq.shared.history.HistoryEvent.FaultEvent;
import io.mq.shared.history.HistoryEvent.OperationEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Pairs events into operations. Feed it every event in order of index, then {@link #build}. Memory
 * grows with the operations, not with the events. For one thread.
 */
public final class HistoryBuilder implements Consumer<HistoryEvent> {

  private record Pending(int slot, OperationEvent invoke) {}

  private final HistoryHeader header;
  private final List<Operation> operations = new ArrayList<>();
  private final List<FaultEvent> faults = new ArrayList<>();
  private final Map<Long, Pending> pending = new HashMap<>();
  private long lastIndex = -1;

  /** Starts a history with this header. */
  public HistoryBuilder(HistoryHeader header) {
    this.header = header;
  }

  /**
   * Takes the next event.
   *
   * @throws IllegalArgumentException if its index does not increase, its operation ends without a
   *     beginning or begins twice, or an end contradicts its beginning
   */
  @Override
  public void accept(HistoryEvent event) {
    if (event.index() <= lastIndex) {
      throw new IllegalArgumentException(
          "index must increase from event to event; got " + event.index() + " after " + lastIndex);
    }
    lastIndex = event.index();
    switch (event) {
      case FaultEvent fault -> faults.add(fault);
      case OperationEvent operation -> {
        if (operation.type() == EventType.INVOKE) {
          begin(operation);
        } else {
          end(operation);
        }
      }
    }
  }

  private void begin(OperationEvent invoke) {
    if (invoke.kind() == OperationKind.ENQUEUE && invoke.value() == null) {
      throw new IllegalArgumentException(
          "an enqueue needs its value at the invoke; op " + invoke.op() + " has none");
    }
    Pending before = pending.put(invoke.op(), new Pending(operations.size(), invoke));
    if (before != null) {
      throw new IllegalArgumentException("op " + invoke.op() + " is invoked twice");
    }
    operations.add(null);
  }

  private void end(OperationEvent end) {
    Pending begun = pending.remove(end.op());
    if (begun == null) {
      throw new IllegalArgumentException(
          "op " + end.op() + " ends without an invoke, or ends twice");
    }
    OperationEvent invoke = begun.invoke();
    if (invoke.kind() != end.kind() || !invoke.topic().equals(end.topic())) {
      throw new IllegalArgumentException(
          "op " + end.op() + " ends with another f or topic than it began with");
    }
    boolean known = end.type() != EventType.INFO;
    Outcome outcome =
        switch (end.type()) {
          case OK -> Outcome.OK;
          case FAIL -> Outcome.FAIL;
          case INFO -> Outcome.UNKNOWN;
          case INVOKE -> throw new IllegalStateException("an invoke is no end");
        };
    operations.set(
        begun.slot(),
        operation(
            invoke,
            end,
            outcome,
            known ? end.index() : Operation.NEVER,
            known ? end.timeNanos() : Operation.NEVER));
  }

  private static Operation operation(
      OperationEvent invoke,
      OperationEvent end,
      Outcome outcome,
      long returnIndex,
      long returnNanos) {
    boolean dequeue = invoke.kind() == OperationKind.DEQUEUE;
    String returned = outcome == Outcome.OK ? end.value() : null;
    return new Operation(
        invoke.op(),
        invoke.process(),
        invoke.kind(),
        invoke.topic(),
        dequeue ? returned : invoke.value(),
        outcome,
        invoke.index(),
        invoke.timeNanos(),
        returnIndex,
        returnNanos,
        end.node() == null ? invoke.node() : end.node(),
        end.status(),
        end.error());
  }

  /** The history so far; operations without an end have an unknown outcome. */
  public History build() {
    return build(false);
  }

  History build(boolean truncated) {
    List<Operation> all = new ArrayList<>(operations);
    for (Pending open : pending.values()) {
      OperationEvent invoke = open.invoke();
      all.set(
          open.slot(),
          operation(invoke, invoke, Outcome.UNKNOWN, Operation.NEVER, Operation.NEVER));
    }
    return new History(header, Collections.unmodifiableList(all), List.copyOf(faults), truncated);
  }
}
