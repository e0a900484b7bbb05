package io.mq.node.sim;

import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.Query;
import io.mq.node.queue.Result;
import io.mq.shared.history.Operation;
import io.mq.shared.history.OperationKind;
import io.mq.shared.history.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A client that puts and takes, and keeps a history that must be one of a queue. */
final class QueueClient extends SimClient {

  private final Plan plan;
  private final SimHistory history;
  private final Set<String> knownTopics;
  private Optional<Operation> last = Optional.empty();
  private Plan.Step step;
  private int operation;
  private boolean topicWasKnown;

  QueueClient(
      World world,
      String name,
      boolean hasSession,
      Plan plan,
      long thinkNanos,
      SimHistory history,
      Set<String> knownTopics) {
    super(world, name, hasSession, thinkNanos);
    this.plan = plan;
    this.history = history;
    this.knownTopics = knownTopics;
  }

  @Override
  Optional<Request> plan() {
    Optional<Plan.Step> next = plan.next(last);
    next.ifPresent(planned -> step = planned);
    return next.map(QueueClient::request);
  }

  private static Request request(Plan.Step step) {
    if (step.peeks()) {
      return new Request.Look(new Query.Peek(step.topic(), 1));
    }
    return new Request.Act(
        switch (step.kind()) {
          case CREATE_TOPIC -> new Command.CreateTopic(step.topic());
          case ENQUEUE -> new Command.Put(step.topic(), List.of(Body.of(step.value())));
          case DEQUEUE -> new Command.Get(step.topic(), 1);
        });
  }

  @Override
  void begins() {
    String value = step.value().isEmpty() ? null : step.value();
    topicWasKnown = knownTopics.contains(step.topic());
    operation = history.begin(name(), step.kind(), step.topic(), value, nowNanos());
  }

  @Override
  void done(Result result, String node) {
    switch (result) {
      case Result.TopicChanged _ -> {
        knownTopics.add(step.topic());
        end(Outcome.OK, null, node);
      }
      case Result.Appended _ -> end(Outcome.OK, null, node);
      case Result.Messages(List<Result.Delivered> messages) -> {
        if (messages.size() != 1) {
          throw new InvariantBroken(
              "a get takes one message", name() + " got " + messages.size() + " of them");
        }
        // What was only seen is still there for a get.
        boolean taken = !step.peeks();
        end(taken ? Outcome.OK : Outcome.FAIL, messages.getFirst().body().text(), node);
      }
      case Result.Refused(Result.Refusal reason) -> refused(reason, node);
      case Result.SessionOpened _,
          Result.SessionClosed _,
          Result.Topics _,
          Result.TopicInfo _,
          Result.ReceiptsChecked _ ->
          throw new InvariantBroken("answers fit their requests", name() + " got " + result);
    }
  }

  private void refused(Result.Refusal reason, String node) {
    switch (reason) {
      case QUEUE_EMPTY -> end(Outcome.OK, null, node);
      case TOPIC_EXISTS -> {
        knownTopics.add(step.topic());
        end(Outcome.FAIL, null, node);
      }
      case TOPIC_UNKNOWN -> {
        if (topicWasKnown) {
          throw new InvariantBroken(
              "topics stay (lesson 25)",
              name() + " is told that " + step.topic() + " is not there");
        }
        end(Outcome.FAIL, null, node);
      }
      case SESSION_UNKNOWN, SEQUENCE_TOO_OLD ->
          throw new IllegalStateException("not about a topic: " + reason);
    }
  }

  @Override
  void failed(boolean mayHappen) {
    end(mayHappen ? Outcome.UNKNOWN : Outcome.FAIL, null, null);
  }

  private void end(Outcome outcome, String value, String node) {
    if (step.kind() == OperationKind.DEQUEUE && outcome == Outcome.FAIL) {
      // Nothing was there to be taken from.
      value = null;
    }
    history.end(operation, outcome, value, node, nowNanos());
    last = Optional.of(history.operation(operation));
  }
}
