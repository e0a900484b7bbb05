package io.mq.shared.history;

/** One line of a history after its header. Immutable. */
public sealed interface HistoryEvent {

  /** The process name of every fault event. */
  String NEMESIS = "nemesis";

  /** The place in the total order of all events; increases from line to line. */
  long index();

  /** When it happened, in nanoseconds since the run began; informative, {@link #index} decides. */
  long timeNanos();

  /** The number that pairs a beginning with its end; unique over the whole history. */
  long op();

  /**
   * The beginning or the end of a client's operation.
   *
   * @param process the logical client; after an {@code info} it goes on under a new name
   * @param value the message: of an enqueue always, of a dequeue what it returned; null for a
   *     dequeue's invoke, for an empty topic, and for create-topic
   * @param node who answered or was asked, or null
   * @param status the HTTP status of the answer, or 0
   * @param error why it failed or is unknown, or null
   */
  record OperationEvent(
      long index,
      long timeNanos,
      String process,
      long op,
      EventType type,
      OperationKind kind,
      String topic,
      String value,
      String node,
      int status,
      String error)
      implements HistoryEvent {}

  /**
   * The beginning (first event of its {@code op}) or the end (second) of a fault.
   *
   * @param op pairs the two; -1 for an event that stands alone
   * @param action what was done, such as {@code isolate} or {@code heal}
   * @param detail its parameters in words, or null
   * @param node the victim, or null
   */
  record FaultEvent(long index, long timeNanos, long op, String action, String detail, String node)
      implements HistoryEvent {}
}
