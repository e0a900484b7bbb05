package io.mq.node.queue;

import java.util.List;

/** The answer of the state machine to a {@link Command} or a {@link Query}. */
public sealed interface Result {

  /** The topic was created, or deleted. */
  record TopicChanged() implements Result {}

  /** Messages were appended with consecutive ids from {@code firstMessageId} on. */
  record Appended(long firstMessageId, int count) implements Result {}

  /** Messages, at least one, in the order of the queue; receipts are filled in for leases only. */
  record Messages(List<Delivered> messages) implements Result {
    /** Copies the list. */
    public Messages {
      messages = List.copyOf(messages);
    }
  }

  /** One message handed out: attempt 0 says that it was taken for good. */
  record Delivered(Receipt receipt, Body body) {}

  /** Which receipts were honoured: the others were stale. */
  record ReceiptsChecked(List<Receipt> honoured, List<Receipt> stale) implements Result {
    /** Copies the lists. */
    public ReceiptsChecked {
      honoured = List.copyOf(honoured);
      stale = List.copyOf(stale);
    }
  }

  /** A session was opened. */
  record SessionOpened(long session) implements Result {}

  /** A session was closed, or had been gone already. */
  record SessionClosed() implements Result {}

  /** All topics in the order of their creation. */
  record Topics(List<TopicInfo> topics) implements Result {
    /** Copies the list. */
    public Topics {
      topics = List.copyOf(topics);
    }
  }

  /** Figures of one topic: messages waiting, on lease, and ever put. */
  record TopicInfo(String topic, long ready, long leased, long nextMessageId, long bytes)
      implements Result {}

  /** Nothing was changed, for this reason. */
  record Refused(Refusal reason) implements Result {}

  /** The short form that logs and traces share. */
  default String describe() {
    return switch (this) {
      case TopicChanged() -> "done";
      case Appended(long first, int count) -> "appended " + count + " from " + first + " on";
      case Messages(List<Delivered> messages) ->
          "got " + messages.stream().map(Delivered::body).toList();
      case ReceiptsChecked(List<Receipt> honoured, List<Receipt> stale) ->
          "honoured " + honoured + ", stale " + stale;
      case SessionOpened(long session) -> "session " + session + " opened";
      case SessionClosed() -> "session closed";
      case Topics(List<TopicInfo> topics) -> topics.size() + " topics";
      case TopicInfo info -> info.topic() + " holds " + (info.ready() + info.leased());
      case Refused(Refusal reason) -> "refused: " + reason;
    };
  }

  /** Why the state machine refuses. */
  enum Refusal {
    TOPIC_EXISTS,
    TOPIC_UNKNOWN,
    QUEUE_EMPTY,
    SESSION_UNKNOWN,
    SEQUENCE_TOO_OLD
  }
}
