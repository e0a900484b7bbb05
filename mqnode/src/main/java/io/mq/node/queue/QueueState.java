package io.mq.node.queue;

import io.mq.node.queue.Command.Acknowledge;
import io.mq.node.queue.Command.CloseSession;
import io.mq.node.queue.Command.CreateTopic;
import io.mq.node.queue.Command.DeleteTopic;
import io.mq.node.queue.Command.Get;
import io.mq.node.queue.Command.InSession;
import io.mq.node.queue.Command.Lease;
import io.mq.node.queue.Command.OpenSession;
import io.mq.node.queue.Command.Put;
import io.mq.node.queue.Command.Return;
import io.mq.node.queue.Command.TopicCommand;
import io.mq.node.queue.Query.ListTopics;
import io.mq.node.queue.Query.Peek;
import io.mq.node.queue.Query.ShowTopic;
import io.mq.node.queue.Result.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The state machine: all topics and sessions.
 *
 * <p>Thread rule: one thread at a time.
 */
public final class QueueState {

  private final Map<String, TopicQueue> topics = new LinkedHashMap<>();
  private final Sessions sessions = new Sessions();
  private long timeMillis;

  /** An empty state machine. */
  public QueueState() {}

  /**
   * Applies a command.
   *
   * @param index of its log entry; also the id of a session it opens
   * @param entryTimeMillis the log time of its entry; an earlier one than before counts as the same
   */
  public Result apply(Command command, long index, long entryTimeMillis) {
    timeMillis = Math.max(timeMillis, entryTimeMillis);
    sessions.expire(timeMillis);
    return switch (command) {
      case OpenSession(long idleMillis) -> {
        sessions.open(index, idleMillis, timeMillis);
        yield new Result.SessionOpened(index);
      }
      case CloseSession(long session) -> {
        sessions.close(session);
        yield new Result.SessionClosed();
      }
      case InSession wrapped -> applyOnce(wrapped, index);
      case TopicCommand topicCommand -> applyToTopic(topicCommand, index);
    };
  }

  /**
   * What {@code command} would answer at a log time if it changed nothing that matters, else empty.
   * Such a command need not go through the log (lesson 29). A refusal inside a session is answered
   * here too, without being remembered: the command had no effect, and a repeat that finds one to
   * have is the first to take effect.
   */
  public Optional<Result> preview(Command command, long atMillis) {
    return switch (command) {
      case OpenSession ignored -> Optional.empty();
      case CloseSession ignored -> Optional.empty();
      case InSession wrapped -> {
        Optional<Sessions.Session> session = sessions.find(wrapped.session(), atMillis);
        if (session.isEmpty()) {
          yield refused(Refusal.SESSION_UNKNOWN);
        }
        Optional<Result> answer = session.get().answer(wrapped.sequence());
        if (answer.isPresent()) {
          yield answer;
        }
        if (session.get().isTooOld(wrapped.sequence())) {
          yield refused(Refusal.SEQUENCE_TOO_OLD);
        }
        if (session.get().isAgeing(atMillis)) {
          // A client that polls an empty topic is alive: the log must hear of it now and then.
          yield Optional.empty();
        }
        yield previewTopic(wrapped.command(), atMillis);
      }
      case TopicCommand topicCommand -> previewTopic(topicCommand, atMillis);
    };
  }

  /** Answers a question as of a log time. */
  public Result query(Query query, long atMillis) {
    return switch (query) {
      case ListTopics ignored ->
          new Result.Topics(topics.values().stream().map(t -> t.info(atMillis)).toList());
      case ShowTopic(String name) -> withTopic(name, topic -> topic.info(atMillis));
      case Peek(String name, int max) ->
          withTopic(
              name,
              topic -> {
                var seen = topic.peek(max);
                return seen.isEmpty()
                    ? new Result.Refused(Refusal.QUEUE_EMPTY)
                    : new Result.Messages(seen);
              });
    };
  }

  /**
   * A hash of the whole state, kept up to date at each change. Replicas that applied the same
   * entries have the same hash; a difference proves that they differ.
   */
  public long stateHash() {
    long sum = sessions.hash() + Hashes.of(timeMillis);
    for (TopicQueue topic : topics.values()) {
      sum += topic.hash();
    }
    return sum;
  }

  /** The same hash computed anew from the content; for checks, since it visits every message. */
  public long recomputeStateHash() {
    long sum = sessions.recomputeHash() + Hashes.of(timeMillis);
    for (TopicQueue topic : topics.values()) {
      sum += topic.recomputeHash();
    }
    return sum;
  }

  /** How many messages are ready or on lease, over all topics. */
  public long messageCount() {
    long count = 0;
    for (TopicQueue topic : topics.values()) {
      Result.TopicInfo info = topic.info(timeMillis);
      count += info.ready() + info.leased();
    }
    return count;
  }

  private Result applyOnce(InSession wrapped, long index) {
    Optional<Sessions.Session> found = sessions.find(wrapped.session(), timeMillis);
    if (found.isEmpty()) {
      return new Result.Refused(Refusal.SESSION_UNKNOWN);
    }
    Sessions.Session session = found.get();
    sessions.touch(session, timeMillis);
    Optional<Result> answer = session.answer(wrapped.sequence());
    if (answer.isPresent()) {
      return answer.get();
    }
    if (session.isTooOld(wrapped.sequence())) {
      return new Result.Refused(Refusal.SEQUENCE_TOO_OLD);
    }
    Result result = applyToTopic(wrapped.command(), index);
    sessions.remember(session, wrapped.sequence(), result);
    return result;
  }

  private Result applyToTopic(TopicCommand command, long index) {
    if (command instanceof CreateTopic(String name)) {
      if (topics.containsKey(name)) {
        return new Result.Refused(Refusal.TOPIC_EXISTS);
      }
      topics.put(name, new TopicQueue(name, index));
      return new Result.TopicChanged();
    }
    return withTopic(
        command.topic(),
        topic -> {
          topic.expire(timeMillis);
          return switch (command) {
            case CreateTopic ignored -> throw new IllegalStateException("handled above");
            case DeleteTopic(String name) -> {
              topics.remove(name);
              yield new Result.TopicChanged();
            }
            case Put(String ignored, List<Body> messages) -> topic.put(messages);
            case Get(String ignored, int max) -> topic.get(max);
            case Lease(String ignored, int max, long leaseMillis) ->
                topic.lease(max, timeMillis + leaseMillis);
            case Acknowledge(String ignored, List<Receipt> receipts) -> topic.acknowledge(receipts);
            case Return(String ignored, List<Receipt> receipts) -> topic.giveBack(receipts);
          };
        });
  }

  private Optional<Result> previewTopic(TopicCommand command, long atMillis) {
    TopicQueue topic = topics.get(command.topic());
    if (command instanceof CreateTopic) {
      return topic == null ? Optional.empty() : refused(Refusal.TOPIC_EXISTS);
    }
    if (topic == null) {
      return refused(Refusal.TOPIC_UNKNOWN);
    }
    return switch (command) {
      case CreateTopic ignored -> throw new IllegalStateException("handled above");
      case DeleteTopic ignored -> Optional.empty();
      case Put ignored -> Optional.empty();
      case Get ignored -> emptyAt(topic, atMillis);
      case Lease ignored -> emptyAt(topic, atMillis);
      case Acknowledge(String ignored, List<Receipt> receipts) -> stale(topic, receipts, atMillis);
      case Return(String ignored, List<Receipt> receipts) -> stale(topic, receipts, atMillis);
    };
  }

  private static Optional<Result> emptyAt(TopicQueue topic, long atMillis) {
    return topic.readyAt(atMillis) == 0 ? refused(Refusal.QUEUE_EMPTY) : Optional.empty();
  }

  private static Optional<Result> stale(TopicQueue topic, List<Receipt> receipts, long atMillis) {
    return topic.allStale(receipts, atMillis)
        ? Optional.of(new Result.ReceiptsChecked(List.of(), receipts))
        : Optional.empty();
  }

  private Result withTopic(String name, Function<TopicQueue, Result> action) {
    TopicQueue topic = topics.get(name);
    return topic == null ? new Result.Refused(Refusal.TOPIC_UNKNOWN) : action.apply(topic);
  }

  private static Optional<Result> refused(Refusal reason) {
    return Optional.of(new Result.Refused(reason));
  }
}
