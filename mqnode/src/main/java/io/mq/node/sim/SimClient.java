package io.mq.node.sim;

import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.Command.TopicCommand;
import io.mq.node.queue.Query;
import io.mq.node.queue.Result;
import io.mq.node.runtime.Answer;
import io.mq.shared.history.Operation;
import io.mq.shared.history.OperationKind;
import io.mq.shared.history.Outcome;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.Definiteness;
import io.mq.shared.wire.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A client: one operation at a time. With a session it repeats an operation, under the same
 * sequence number and at other nodes, until it knows the outcome (lesson 33); without one it gives
 * up when the outcome is unknown, and the operation may take effect at any later time (lesson 36).
 */
final class SimClient {

  private static final long TIMEOUT_NANOS = 900 * Scheduler.MILLIS;
  private static final long LATE_NANOS = 3 * Scheduler.SECONDS;
  private static final double LOSS = 0.03;
  private static final long HERD_NANOS = 2 * Scheduler.MILLIS;

  private final World world;
  private final String name;
  private final boolean hasSession;
  private final Plan plan;
  private final long thinkNanos;
  private final SimHistory history;
  private final Set<String> knownTopics;
  private final RandomGenerator random;
  private boolean isFaulty;

  private long session;
  private long sequence;
  private Optional<Operation> last = Optional.empty();
  private boolean idle;
  private boolean opening;
  private Plan.Step step;
  private int operation;
  private boolean topicWasKnown;
  private boolean ambiguous;
  private long attempt;
  private Optional<NodeId> hint = Optional.empty();

  SimClient(
      World world,
      String name,
      boolean hasSession,
      Plan plan,
      long thinkNanos,
      SimHistory history,
      Set<String> knownTopics) {
    this.world = world;
    this.name = name;
    this.hasSession = hasSession;
    this.plan = plan;
    this.thinkNanos = thinkNanos;
    this.history = history;
    this.knownTopics = knownTopics;
    this.random = world.seeds().of("client " + name);
    this.isFaulty = world.options().has(FaultKind.CLIENT_LOSS);
  }

  /** Whether the plan is at its end. */
  boolean isIdle() {
    return idle;
  }

  /** From now on no request is lost or late. */
  void heal() {
    isFaulty = false;
  }

  void start() {
    world.scheduler().after(pause(), this::next);
  }

  private long pause() {
    if (world.options().load().inHerds() && random.nextInt(4) != 0) {
      // Everybody at the same moments, which come twice as seldom as single requests would.
      long period = 2 * thinkNanos;
      long untilNext = period - world.scheduler().nowNanos() % period;
      return untilNext + random.nextLong(HERD_NANOS);
    }
    return (long) (-Math.log(1 - random.nextDouble()) * thinkNanos);
  }

  private void next() {
    if (step == null && !opening) {
      Optional<Plan.Step> planned = plan.next(last);
      if (planned.isEmpty()) {
        idle = true;
        return;
      }
      step = planned.get();
    }
    ambiguous = false;
    if (hasSession && session == 0) {
      opening = true;
    } else {
      opening = false;
      sequence++;
      String value = step.value().isEmpty() ? null : step.value();
      topicWasKnown = knownTopics.contains(step.topic());
      operation =
          history.begin(name, step.kind(), step.topic(), value, world.scheduler().nowNanos());
    }
    send();
  }

  private Command command() {
    if (opening) {
      return new Command.OpenSession(world.options().load().sessionIdleMillis());
    }
    TopicCommand command =
        switch (step.kind()) {
          case CREATE_TOPIC -> new Command.CreateTopic(step.topic());
          case ENQUEUE -> new Command.Put(step.topic(), List.of(Body.of(step.value())));
          case DEQUEUE -> new Command.Get(step.topic(), 1);
        };
    return hasSession ? new Command.InSession(session, sequence, command) : command;
  }

  private void send() {
    attempt++;
    long mine = attempt;
    Command command = command();
    NodeId target = hint.orElseGet(this::anyNode);
    hint = Optional.empty();
    boolean peeks = !opening && step.peeks();
    String topic = opening ? "" : step.topic();
    world.trace(
        name,
        () ->
            "asks " + target + " #" + mine + ": " + (peeks ? "peek " + topic : command.describe()));
    if (!isLost()) {
      world.scheduler().after(delay(), () -> arrive(mine, target, command, peeks, topic));
    }
    world.scheduler().after(TIMEOUT_NANOS, () -> timedOut(mine));
  }

  private NodeId anyNode() {
    return world.ids().get(random.nextInt(world.ids().size()));
  }

  private boolean isLost() {
    boolean lost = isFaulty && random.nextDouble() < LOSS;
    if (lost) {
      world.counters().fault(FaultKind.CLIENT_LOSS);
    }
    return lost;
  }

  private long delay() {
    long nanos = random.nextLong(50, 300) * Scheduler.MICROS;
    if (isFaulty && random.nextInt(50) == 0) {
      world.counters().fault(FaultKind.CLIENT_LOSS);
      nanos += random.nextLong(LATE_NANOS);
    }
    return nanos;
  }

  private void arrive(long mine, NodeId target, Command command, boolean peeks, String topic) {
    SimNode node = world.node(target);
    if (node.isUp() && peeks) {
      node.process().query(new Query.Peek(topic, 1), answer -> respond(mine, target, answer));
    } else if (node.isUp()) {
      node.process().execute(command, answer -> respond(mine, target, answer));
    } else {
      // The connection is refused: a definite no.
      respond(mine, target, new Answer.Failed(ErrorCode.NO_LEADER, Optional.empty()));
    }
  }

  private void respond(long mine, NodeId from, Answer answer) {
    Answer seen = world.assembly().answer(answer);
    if (!isLost()) {
      world.scheduler().after(delay(), () -> answered(mine, from, seen));
    }
  }

  private void timedOut(long mine) {
    if (mine == attempt) {
      world.trace(name, () -> "gets no answer to #" + mine);
      unknown();
    }
  }

  private void answered(long mine, NodeId from, Answer answer) {
    if (mine != attempt) {
      return;
    }
    world.trace(name, () -> "hears from " + from + " to #" + mine + ": " + answer.describe());
    switch (answer) {
      case Answer.Done(Result result) -> {
        hint = Optional.of(from);
        done(result, from);
      }
      case Answer.Failed(ErrorCode code, Optional<NodeId> leader) -> {
        hint = leader;
        if (code.definiteness() == Definiteness.MAYBE) {
          unknown();
        } else {
          againSoon();
        }
      }
    }
  }

  private void unknown() {
    if (!opening && step.peeks()) {
      finish(Outcome.FAIL, null, null);
      return;
    }
    ambiguous = true;
    if (hasSession || opening) {
      againSoon();
    } else {
      finish(Outcome.UNKNOWN, null, null);
    }
  }

  private void againSoon() {
    attempt++;
    world.scheduler().after(random.nextLong(10, 120) * Scheduler.MILLIS, this::send);
  }

  private void done(Result result, NodeId from) {
    String node = from.toString();
    switch (result) {
      case Result.SessionOpened(long opened) -> {
        session = opened;
        opening = false;
        attempt++;
        next();
      }
      case Result.TopicChanged _ -> {
        knownTopics.add(step.topic());
        finish(Outcome.OK, null, node);
      }
      case Result.Appended _ -> finish(Outcome.OK, null, node);
      case Result.Messages(List<Result.Delivered> messages) -> {
        if (messages.size() != 1) {
          throw new InvariantBroken(
              "a get takes one message", name + " got " + messages.size() + " of them");
        }
        // What was only seen is still there for a get.
        boolean taken = !step.peeks();
        finish(taken ? Outcome.OK : Outcome.FAIL, messages.getFirst().body().text(), node);
      }
      case Result.Refused(Result.Refusal reason) -> refused(reason, node);
      case Result.SessionClosed _, Result.Topics _, Result.TopicInfo _, Result.ReceiptsChecked _ ->
          throw new InvariantBroken("answers fit their requests", name + " got " + result);
    }
  }

  private void refused(Result.Refusal reason, String node) {
    switch (reason) {
      case QUEUE_EMPTY -> finish(Outcome.OK, null, node);
      case TOPIC_EXISTS -> {
        knownTopics.add(step.topic());
        finish(Outcome.FAIL, null, node);
      }
      case TOPIC_UNKNOWN -> {
        if (topicWasKnown) {
          throw new InvariantBroken(
              "topics stay (lesson 25)", name + " is told that " + step.topic() + " is not there");
        }
        finish(Outcome.FAIL, null, node);
      }
      case SESSION_UNKNOWN -> {
        session = 0;
        finish(ambiguous ? Outcome.UNKNOWN : Outcome.FAIL, null, node);
      }
      case SEQUENCE_TOO_OLD ->
          throw new InvariantBroken(
              "the newest sequence number is never too old", name + " used " + sequence);
    }
  }

  private void finish(Outcome outcome, String value, String node) {
    attempt++;
    if (step.kind() == OperationKind.DEQUEUE && outcome == Outcome.FAIL) {
      // Nothing was there to be taken from.
      value = null;
    }
    history.end(operation, outcome, value, node, world.scheduler().nowNanos());
    last = Optional.of(history.operation(operation));
    step = null;
    world.scheduler().after(pause(), this::next);
  }
}
