package io.mq.node.queue;

/** A question about the queues that changes nothing. */
public sealed interface Query {

  /** All topics. */
  record ListTopics() implements Query {}

  /** One topic's figures. */
  record ShowTopic(String topic) implements Query {}

  /** The first {@code max} messages that are ready, left where they are. */
  record Peek(String topic, int max) implements Query {}

  /** The short form that logs and traces share. */
  default String describe() {
    return switch (this) {
      case ListTopics() -> "topics";
      case ShowTopic(String topic) -> "show " + topic;
      case Peek(String topic, int max) -> "peek " + topic + " up to " + max;
    };
  }
}
