package io.mq.node.sim;

import io.mq.node.queue.Command;
import io.mq.node.queue.Command.TopicCommand;
import io.mq.node.queue.Query;
import io.mq.node.queue.Result;
import io.mq.node.queue.Result.Refusal;
import io.mq.node.runtime.Answer;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.Definiteness;
import io.mq.shared.wire.ErrorCode;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A client: one operation at a time. With a session it repeats an operation, under the same
 * sequence number and at other nodes, until it knows the outcome (lesson 33); without one it gives
 * up when the outcome is unknown, and the operation may take effect at any later time (lesson 36).
 * What it does, and what it makes of the answers, is up to its kind.
 */
abstract class SimClient {

  private static final long TIMEOUT_NANOS = 900 * Scheduler.MILLIS;
  private static final long LATE_NANOS = 3 * Scheduler.SECONDS;
  private static final double LOSS = 0.03;
  private static final long HERD_NANOS = 2 * Scheduler.MILLIS;

  /** What a client asks for. */
  sealed interface Request {
    /** Something is to change. */
    record Act(TopicCommand command) implements Request {}

    /** It only looks. */
    record Look(Query query) implements Request {}
  }

  private final World world;
  private final String name;
  private final boolean hasSession;
  private final long thinkNanos;
  private final RandomGenerator random;
  private boolean isFaulty;

  private long session;
  private long sequence;
  private boolean idle;
  private Optional<Request> request = Optional.empty();
  private boolean opening;
  private boolean ambiguous;
  private long attempt;
  private Optional<NodeId> hint = Optional.empty();

  SimClient(World world, String name, boolean hasSession, long thinkNanos) {
    this.world = world;
    this.name = name;
    this.hasSession = hasSession;
    this.thinkNanos = thinkNanos;
    this.random = world.seeds().of("client " + name);
    this.isFaulty = world.options().has(FaultKind.CLIENT_LOSS);
  }

  /** What it does next; empty to stop. */
  abstract Optional<Request> plan();

  /** The operation that was planned last begins. */
  abstract void begins();

  /** The state machine has answered. */
  abstract void done(Result result, String node);

  /**
   * There is no answer, and will not be.
   *
   * @param mayHappen whether the operation may have taken effect, or may yet
   */
  abstract void failed(boolean mayHappen);

  final World world() {
    return world;
  }

  final String name() {
    return name;
  }

  final long nowNanos() {
    return world.scheduler().nowNanos();
  }

  /** Whether the plan is at its end. */
  final boolean isIdle() {
    return idle;
  }

  /** From now on no request is lost or late. */
  final void heal() {
    isFaulty = false;
  }

  final void start() {
    world.scheduler().after(pause(), this::next);
  }

  private long pause() {
    if (world.options().load().inHerds() && random.nextInt(4) != 0) {
      // Everybody at the same moments, which come twice as seldom as single requests would.
      long period = 2 * thinkNanos;
      long untilNext = period - nowNanos() % period;
      return untilNext + random.nextLong(HERD_NANOS);
    }
    return (long) (-Math.log(1 - random.nextDouble()) * thinkNanos);
  }

  private void next() {
    if (request.isEmpty()) {
      request = plan();
      if (request.isEmpty()) {
        idle = true;
        return;
      }
    }
    ambiguous = false;
    opening = hasSession && session == 0;
    if (!opening) {
      sequence++;
      begins();
    }
    send();
  }

  private Command command(TopicCommand bare) {
    return hasSession ? new Command.InSession(session, sequence, bare) : bare;
  }

  private void send() {
    attempt++;
    long mine = attempt;
    NodeId target = hint.orElseGet(this::anyNode);
    hint = Optional.empty();
    if (opening) {
      send(mine, target, new Command.OpenSession(world.options().load().sessionIdleMillis()));
    } else {
      switch (request.orElseThrow()) {
        case Request.Act(TopicCommand bare) -> send(mine, target, command(bare));
        case Request.Look(Query query) -> send(mine, target, query);
      }
    }
    world.scheduler().after(TIMEOUT_NANOS, () -> timedOut(mine));
  }

  private void send(long mine, NodeId target, Command command) {
    world.trace(name, () -> "asks " + target + " #" + mine + ": " + command.describe());
    carry(
        mine, target, process -> process.execute(command, answer -> respond(mine, target, answer)));
  }

  private void send(long mine, NodeId target, Query query) {
    world.trace(name, () -> "asks " + target + " #" + mine + ": " + query.describe());
    carry(mine, target, process -> process.query(query, answer -> respond(mine, target, answer)));
  }

  private void carry(long mine, NodeId target, Consumer<SimProcess> request) {
    if (!isLost()) {
      world.requestsUnderWay(1);
      world.scheduler().after(delay(), () -> arrive(mine, world.node(target), request));
    }
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

  private void arrive(long mine, SimNode node, Consumer<SimProcess> request) {
    world.requestsUnderWay(-1);
    if (node.isUp()) {
      request.accept(node.process());
    } else {
      // The connection is refused: a definite no.
      respond(mine, node.id(), new Answer.Failed(ErrorCode.NO_LEADER, Optional.empty()));
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
    if (!opening && request.orElseThrow() instanceof Request.Look) {
      finish(() -> failed(false));
      return;
    }
    ambiguous = true;
    if (hasSession || opening) {
      againSoon();
    } else {
      finish(() -> failed(true));
    }
  }

  private void againSoon() {
    attempt++;
    world.scheduler().after(random.nextLong(10, 120) * Scheduler.MILLIS, this::send);
  }

  private void done(Result result, NodeId from) {
    switch (result) {
      case Result.SessionOpened(long opened) -> {
        session = opened;
        attempt++;
        next();
      }
      case Result.Refused(Refusal reason) when reason == Refusal.SESSION_UNKNOWN -> {
        session = 0;
        finish(() -> failed(ambiguous));
      }
      case Result.Refused(Refusal reason) when reason == Refusal.SEQUENCE_TOO_OLD ->
          throw new InvariantBroken(
              "the newest sequence number is never too old", name + " used " + sequence);
      case Result.Refused _,
          Result.TopicChanged _,
          Result.Appended _,
          Result.Messages _,
          Result.ReceiptsChecked _,
          Result.SessionClosed _,
          Result.Topics _,
          Result.TopicInfo _ ->
          finish(() -> done(result, from.toString()));
    }
  }

  private void finish(Runnable told) {
    attempt++;
    request = Optional.empty();
    told.run();
    world.scheduler().after(pause(), this::next);
  }
}
