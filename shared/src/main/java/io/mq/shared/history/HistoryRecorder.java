package io.mq.shared.history;

import io.mq.shared.history.HistoryEvent.FaultEvent;
import io.mq.shared.history.HistoryEvent.OperationEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Numbers events and hands them on, in order: to a {@link HistoryBuilder} in memory, or to a {@link
 * HistoryWriter}. Call {@code invoke} before the request leaves and an end after its answer is in,
 * or the order of events proves nothing. Safe for many threads: one lock covers the numbering and
 * the sink, so that the sink sees rising indexes.
 */
public final class HistoryRecorder {

  private final Consumer<? super HistoryEvent> sink;
  private final Map<Long, OperationEvent> open = new HashMap<>();
  private long nextIndex;
  private long nextOp;

  /** Records into {@code sink}, from index 0 and op 0 on. */
  public HistoryRecorder(Consumer<? super HistoryEvent> sink) {
    this.sink = sink;
  }

  /**
   * An operation is about to be sent.
   *
   * @param value the message of an enqueue, else null
   * @return the number to end it with
   */
  public synchronized long invoke(
      long timeNanos, String process, OperationKind kind, String topic, String value) {
    OperationEvent event =
        new OperationEvent(
            nextIndex++,
            timeNanos,
            process,
            nextOp++,
            EventType.INVOKE,
            kind,
            topic,
            value,
            null,
            0,
            null);
    open.put(event.op(), event);
    sink.accept(event);
    return event.op();
  }

  /**
   * An operation took effect.
   *
   * @param value what a dequeue returned, null if it found the topic empty; ignored for others
   */
  public void ok(long timeNanos, long op, String value, String node, int status) {
    end(timeNanos, op, EventType.OK, value, node, status, null);
  }

  /** An operation certainly did not take effect. */
  public void fail(long timeNanos, long op, String node, int status, String error) {
    end(timeNanos, op, EventType.FAIL, null, node, status, error);
  }

  /** Nobody knows whether an operation took effect; its process must go on under a new name. */
  public void info(long timeNanos, long op, String node, int status, String error) {
    end(timeNanos, op, EventType.INFO, null, node, status, error);
  }

  private synchronized void end(
      long timeNanos,
      long op,
      EventType type,
      String value,
      String node,
      int status,
      String error) {
    OperationEvent invoke = open.remove(op);
    if (invoke == null) {
      throw new IllegalArgumentException("op " + op + " is not open");
    }
    sink.accept(
        new OperationEvent(
            nextIndex++,
            timeNanos,
            invoke.process(),
            op,
            type,
            invoke.kind(),
            invoke.topic(),
            invoke.kind() == OperationKind.DEQUEUE ? value : invoke.value(),
            node,
            status,
            error));
  }

  /**
   * A fault begins.
   *
   * @return the number to end it with
   */
  public synchronized long beginFault(long timeNanos, String action, String detail, String node) {
    long op = nextOp++;
    sink.accept(new FaultEvent(nextIndex++, timeNanos, op, action, detail, node));
    return op;
  }

  /** The fault with this number is over. */
  public synchronized void endFault(
      long timeNanos, long op, String action, String detail, String node) {
    sink.accept(new FaultEvent(nextIndex++, timeNanos, op, action, detail, node));
  }
}
