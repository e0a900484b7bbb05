package io.mq.node.queue;

import io.mq.node.queue.Command.TopicCommand;
import io.mq.node.queue.Result.Delivered;
import io.mq.node.queue.Result.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What {@link QueueState} should do, written down as plainly as possible and without any speed. */
final class SlowQueues {

  private static final class Message {
    private final long id;
    private final Body body;
    private int attempts;
    private Optional<Long> leasedUntil = Optional.empty();

    Message(long id, Body body) {
      this.id = id;
      this.body = body;
    }

    boolean isReady() {
      return leasedUntil.isEmpty();
    }
  }

  private static final class Topic {
    private final String name;
    private final List<Message> messages = new ArrayList<>();
    private long nextId = 1;

    Topic(String name) {
      this.name = name;
    }

    List<Message> firstReady(int max) {
      return messages.stream().filter(Message::isReady).limit(max).toList();
    }
  }

  private static final class Session {
    private final long id;
    private final long idleMillis;
    private long expiresMillis;
    private long highest;
    private final Map<Long, Result> answers = new TreeMap<>();

    Session(long id, long idleMillis) {
      this.id = id;
      this.idleMillis = idleMillis;
    }
  }

  private final List<Topic> topics = new ArrayList<>();
  private final List<Session> sessions = new ArrayList<>();
  private long now;

  Result apply(Command command, long index, long timeMillis) {
    passTime(timeMillis);
    return switch (command) {
      case Command.OpenSession(long idleMillis) -> {
        Session session = new Session(index, idleMillis);
        session.expiresMillis = now + idleMillis;
        sessions.add(session);
        yield new Result.SessionOpened(index);
      }
      case Command.CloseSession(long id) -> {
        sessions.removeIf(session -> session.id == id);
        yield new Result.SessionClosed();
      }
      case Command.InSession(long id, long sequence, TopicCommand inner) ->
          sessions.stream()
              .filter(session -> session.id == id)
              .findFirst()
              .map(session -> applyOnce(session, sequence, inner))
              .orElse(refused(Refusal.SESSION_UNKNOWN));
      case TopicCommand topicCommand -> applyToTopic(topicCommand);
    };
  }

  Result query(Query query, long timeMillis) {
    passTime(timeMillis);
    return switch (query) {
      case Query.ListTopics() ->
          new Result.Topics(topics.stream().map(t -> (Result.TopicInfo) info(t)).toList());
      case Query.ShowTopic(String name) ->
          find(name).map(this::info).orElse(refused(Refusal.TOPIC_UNKNOWN));
      case Query.Peek(String name, int max) ->
          find(name)
              .map(
                  topic ->
                      messagesOrEmpty(
                          topic.firstReady(max).stream()
                              .map(m -> new Delivered(new Receipt(m.id, m.attempts), m.body))
                              .toList()))
              .orElse(refused(Refusal.TOPIC_UNKNOWN));
    };
  }

  private void passTime(long timeMillis) {
    now = Math.max(now, timeMillis);
    sessions.removeIf(session -> session.expiresMillis <= now);
    for (Topic topic : topics) {
      for (Message message : topic.messages) {
        message.leasedUntil = message.leasedUntil.filter(until -> until > now);
      }
    }
  }

  private Result applyOnce(Session session, long sequence, TopicCommand command) {
    session.expiresMillis = now + session.idleMillis;
    if (session.answers.containsKey(sequence)) {
      return session.answers.get(sequence);
    }
    if (sequence <= session.highest - 16) {
      return refused(Refusal.SEQUENCE_TOO_OLD);
    }
    Result result = applyToTopic(command);
    session.highest = Math.max(session.highest, sequence);
    session.answers.put(sequence, result);
    session.answers.keySet().removeIf(old -> old <= session.highest - 16);
    return result;
  }

  private Result applyToTopic(TopicCommand command) {
    Optional<Topic> found = find(command.topic());
    if (command instanceof Command.CreateTopic(String name)) {
      if (found.isPresent()) {
        return refused(Refusal.TOPIC_EXISTS);
      }
      topics.add(new Topic(name));
      return new Result.TopicChanged();
    }
    return found.map(topic -> applyTo(topic, command)).orElse(refused(Refusal.TOPIC_UNKNOWN));
  }

  private Result applyTo(Topic topic, TopicCommand command) {
    return switch (command) {
      case Command.CreateTopic ignored -> throw new AssertionError("handled by the caller");
      case Command.DeleteTopic ignored -> {
        topics.remove(topic);
        yield new Result.TopicChanged();
      }
      case Command.Put(String ignored, List<Body> bodies) -> {
        long first = topic.nextId;
        for (Body body : bodies) {
          topic.messages.add(new Message(topic.nextId, body));
          topic.nextId++;
        }
        yield new Result.Appended(first, bodies.size());
      }
      case Command.Get(String ignored, int max) -> {
        List<Message> taken = topic.firstReady(max);
        topic.messages.removeAll(taken);
        yield messagesOrEmpty(
            taken.stream().map(m -> new Delivered(new Receipt(m.id, 0), m.body)).toList());
      }
      case Command.Lease(String ignored, int max, long leaseMillis) -> {
        List<Delivered> delivered = new ArrayList<>();
        for (Message message : topic.firstReady(max)) {
          message.attempts++;
          message.leasedUntil = Optional.of(now + leaseMillis);
          delivered.add(new Delivered(new Receipt(message.id, message.attempts), message.body));
        }
        yield messagesOrEmpty(delivered);
      }
      case Command.Acknowledge(String ignored, List<Receipt> receipts) ->
          check(topic, receipts, topic.messages::remove);
      case Command.Return(String ignored, List<Receipt> receipts) ->
          check(topic, receipts, message -> message.leasedUntil = Optional.empty());
    };
  }

  private interface Action {
    void on(Message message);
  }

  private static Result check(Topic topic, List<Receipt> receipts, Action action) {
    List<Receipt> honoured = new ArrayList<>();
    List<Receipt> stale = new ArrayList<>();
    for (Receipt receipt : receipts) {
      Optional<Message> out =
          topic.messages.stream()
              .filter(m -> !m.isReady() && new Receipt(m.id, m.attempts).equals(receipt))
              .findFirst();
      out.ifPresent(action::on);
      (out.isPresent() ? honoured : stale).add(receipt);
    }
    return new Result.ReceiptsChecked(honoured, stale);
  }

  private Result info(Topic topic) {
    long ready = topic.messages.stream().filter(Message::isReady).count();
    long bytes = topic.messages.stream().mapToLong(m -> m.body.size()).sum();
    return new Result.TopicInfo(
        topic.name, ready, topic.messages.size() - ready, topic.nextId, bytes);
  }

  private Optional<Topic> find(String name) {
    return topics.stream().filter(topic -> topic.name.equals(name)).findFirst();
  }

  private static Result messagesOrEmpty(List<Delivered> messages) {
    return messages.isEmpty() ? refused(Refusal.QUEUE_EMPTY) : new Result.Messages(messages);
  }

  private static Result refused(Refusal reason) {
    return new Result.Refused(reason);
  }
}
