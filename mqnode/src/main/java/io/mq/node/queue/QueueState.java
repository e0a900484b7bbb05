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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The state machine: all topics and sessions.
 *
 * <p>Thread rule: one thread at a time. Not final, so that a test can break it on purpose.
 */
public class QueueState {

  private final Map<String, TopicQueue> topics = new LinkedHashMap<>();
  private final Sessions sessions = new Sessions();
  private long timeMillis;
  private long topicsHash;
  private long messageCount;
  private long putCount;
  private long messageBytes;
  private long topicsMemoryBytes;

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
   * What {@link #apply} would answer to {@code command} at a log time, if it would change nothing
   * that matters; else empty. Such a command need not go through the log (lesson 29).
   *
   * <p>Inside a session a refusal by a topic is not among these: it must be remembered. Were it
   * not, an earlier try of the same request, still on its way through a slow network, could take
   * effect after the client was told that it did not.
   */
  public Optional<Result> preview(Command command, long entryTimeMillis) {
    long atMillis = Math.max(timeMillis, entryTimeMillis);
    return switch (command) {
      case OpenSession ignored -> Optional.empty();
      case CloseSession(long session) ->
          sessions.find(session, atMillis).isPresent()
              ? Optional.empty()
              : Optional.of(new Result.SessionClosed());
      case InSession wrapped -> {
        Optional<Sessions.Session> session = sessions.find(wrapped.session(), atMillis);
        if (session.isEmpty()) {
          yield refused(Refusal.SESSION_UNKNOWN);
        }
        yield session
            .get()
            .answer(wrapped.sequence())
            .or(
                () ->
                    session.get().isTooOld(wrapped.sequence())
                        ? refused(Refusal.SEQUENCE_TOO_OLD)
                        : Optional.empty());
      }
      case TopicCommand topicCommand -> previewTopic(topicCommand, atMillis);
    };
  }

  /** Answers a question as of a log time. */
  public Result query(Query query, long readTimeMillis) {
    long atMillis = Math.max(timeMillis, readTimeMillis);
    return switch (query) {
      case ListTopics ignored ->
          new Result.Topics(topics.values().stream().map(t -> t.info(atMillis)).toList());
      case ShowTopic(String name) -> withTopic(name, topic -> topic.info(atMillis));
      case Peek(String name, int max) -> withTopic(name, topic -> topic.peek(max, atMillis));
    };
  }

  /**
   * A hash of the whole state, kept up to date at each change. Replicas that applied the same
   * entries have the same hash; a difference proves that they differ.
   */
  public long stateHash() {
    return sessions.hash() + topicsHash + Hashes.of(timeMillis);
  }

  /** The same hash computed anew from the content; for checks, since it visits every message. */
  public long recomputeStateHash() {
    long sum = sessions.recomputeHash() + Hashes.of(timeMillis);
    for (TopicQueue topic : topics.values()) {
      sum += topic.recomputeHash();
    }
    return sum;
  }

  /** How many messages there are, those on lease included, over all topics. */
  public long messageCount() {
    return messageCount;
  }

  /** How many messages were ever put into the topics that there are. */
  public long putCount() {
    return putCount;
  }

  /** Roughly what all of it takes of the heap; not the same on every node. */
  public long memoryBytes() {
    return topicsMemoryBytes + sessions.memoryBytes();
  }

  /** The sizes of the bodies of all these messages. */
  public long messageBytes() {
    return messageBytes;
  }

  /**
   * An immutable picture of the whole state, which another thread may write down while this goes
   * on. Takes time in proportion to topics, sessions and a thousandth of the messages.
   */
  public FrozenState freeze() {
    List<TopicQueue.Picture> pictures = new ArrayList<>(topics.size());
    topics.values().forEach(topic -> pictures.add(topic.picture()));
    return new FrozenState(timeMillis, stateHash(), pictures, sessions.picture());
  }

  /**
   * Reads what {@link FrozenState#writeTo} wrote, in whatever chunks it comes.
   *
   * @throws DamagedStateException if it is anything else; the hash of the content is verified
   * @throws E if the source does
   */
  public static <E extends Exception> QueueState restore(ByteSource<E> source)
      throws E, DamagedStateException {
    return new StateReader<>(source).read();
  }

  /** Sets the log time of a state that is being restored. */
  void restoreTime(long millis) {
    timeMillis = millis;
  }

  /** Adds a topic behind all others to a state that is being restored. */
  void restore(String name, TopicQueue topic) {
    if (topics.putIfAbsent(name, topic) != null) {
      throw new IllegalArgumentException("topic " + name + " occurs twice");
    }
    count(topic, 1);
  }

  /** Adds a session to a state that is being restored. */
  void restore(Sessions.Picture session) {
    sessions.restore(session);
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
    TopicQueue topic = topics.get(command.topic());
    if (command instanceof CreateTopic(String name)) {
      if (topic != null) {
        return new Result.Refused(Refusal.TOPIC_EXISTS);
      }
      TopicQueue created = new TopicQueue(name, index, 1);
      topics.put(name, created);
      count(created, 1);
      return new Result.TopicChanged();
    }
    if (topic == null) {
      return new Result.Refused(Refusal.TOPIC_UNKNOWN);
    }
    count(topic, -1);
    topic.expire(timeMillis);
    if (command instanceof DeleteTopic(String name)) {
      topics.remove(name);
      return new Result.TopicChanged();
    }
    Result result = change(topic, command);
    count(topic, 1);
    return result;
  }

  private Result change(TopicQueue topic, TopicCommand command) {
    return switch (command) {
      case CreateTopic ignored -> throw new IllegalStateException("changes no topic");
      case DeleteTopic ignored -> throw new IllegalStateException("changes no topic");
      case Put(String ignored, List<Body> messages) -> topic.put(messages);
      case Get(String ignored, int max) -> topic.get(max);
      case Lease(String ignored, int max, long leaseMillis) ->
          topic.lease(max, timeMillis, leaseMillis);
      case Acknowledge(String ignored, List<Receipt> receipts) -> topic.acknowledge(receipts);
      case Return(String ignored, List<Receipt> receipts) -> topic.giveBack(receipts);
    };
  }

  /** Adds a topic to the sums over all topics, or with -1 takes it out of them. */
  private void count(TopicQueue topic, int sign) {
    topicsHash += sign * topic.hash();
    messageCount += sign * topic.size();
    putCount += sign * topic.putCount();
    messageBytes += sign * topic.bytes();
    topicsMemoryBytes += sign * topic.memoryBytes();
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
    return topic.isReadyAt(atMillis) ? Optional.empty() : refused(Refusal.QUEUE_EMPTY);
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
