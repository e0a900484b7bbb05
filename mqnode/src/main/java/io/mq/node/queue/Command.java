package io.mq.node.queue;

import java.util.List;
import java.util.Optional;

/** Everything that changes the replicated queues. Each goes through the log. */
public sealed interface Command {

  /** A command that acts on topics; may be wrapped in a {@link InSession}. */
  sealed interface TopicCommand extends Command {
    /** The topic it acts on. */
    String topic();
  }

  /** Creates an empty topic. */
  record CreateTopic(String topic) implements TopicCommand {}

  /** Deletes a topic with all its messages, leased ones included. */
  record DeleteTopic(String topic) implements TopicCommand {}

  /** Appends messages at the end of a topic, all or none, in order. */
  record Put(String topic, List<Body> messages) implements TopicCommand {
    /** Copies the list. */
    public Put {
      messages = List.copyOf(messages);
    }
  }

  /** Takes up to {@code max} messages from the head and forgets them. */
  record Get(String topic, int max) implements TopicCommand {}

  /**
   * Takes up to {@code max} messages from the head for {@code leaseMillis} of log time; each comes
   * back to the head unless it is acknowledged before (lessons 30 and 34).
   */
  record Lease(String topic, int max, long leaseMillis) implements TopicCommand {}

  /** Forgets leased messages. Stale receipts are refused one by one (lesson 35). */
  record Acknowledge(String topic, List<Receipt> receipts) implements TopicCommand {
    /** Copies the list. */
    public Acknowledge {
      receipts = List.copyOf(receipts);
    }
  }

  /** Gives leased messages back at once. */
  record Return(String topic, List<Receipt> receipts) implements TopicCommand {
    /** Copies the list. */
    public Return {
      receipts = List.copyOf(receipts);
    }
  }

  /**
   * Opens a session, whose id is in the result.
   *
   * @param idleMillis of log time without a command after which it expires
   */
  record OpenSession(long idleMillis) implements Command {}

  /** Ends a session and forgets its answers. */
  record CloseSession(long session) implements Command {}

  /**
   * A command that takes effect once however often it is applied: a repeat gets the first answer
   * (lesson 33).
   *
   * @param sequence 1 or more, chosen by the client, a new one for each new request
   */
  record InSession(long session, long sequence, TopicCommand command) implements Command {}

  /** The short form that logs and traces share. */
  default String describe() {
    return switch (this) {
      case CreateTopic(String topic) -> "create " + topic;
      case DeleteTopic(String topic) -> "delete " + topic;
      case Put(String topic, List<Body> messages) -> "put " + topic + " " + messages;
      case Get(String topic, int max) -> "get " + topic + " up to " + max;
      case Lease(String topic, int max, long leaseMillis) ->
          "lease " + topic + " up to " + max + " for " + leaseMillis + " ms";
      case Acknowledge(String topic, List<Receipt> receipts) -> "ack " + topic + " " + receipts;
      case Return(String topic, List<Receipt> receipts) -> "return " + topic + " " + receipts;
      case OpenSession(long idleMillis) -> "open session of " + idleMillis + " ms";
      case CloseSession(long session) -> "close session " + session;
      case InSession(long session, long sequence, TopicCommand command) ->
          command.describe() + " (session " + session + " #" + sequence + ")";
    };
  }

  /** Whether it adds to what the queues hold. */
  default boolean addsContent() {
    return switch (this) {
      case Put _, CreateTopic _ -> true;
      case InSession wrapped -> wrapped.command().addsContent();
      case DeleteTopic _, Get _, Lease _, Acknowledge _, Return _ -> false;
      case OpenSession _, CloseSession _ -> false;
    };
  }

  /** The topic that a command acts on, if it acts on one. */
  default Optional<String> affectedTopic() {
    return switch (this) {
      case TopicCommand command -> Optional.of(command.topic());
      case InSession wrapped -> Optional.of(wrapped.command().topic());
      case OpenSession ignored -> Optional.empty();
      case CloseSession ignored -> Optional.empty();
    };
  }
}
