package io.mq.node.sim;

import io.mq.node.queue.Command.TopicCommand;
import io.mq.node.queue.Result;
import io.mq.node.queue.Result.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A client that leases messages, and keeps a history for {@link LeaseChecker}. */
final class LeaseClient extends SimClient {

  private final LeasePlan plan;
  private final List<LeaseCall> history;
  private final Set<String> knownTopics;
  private Request request;
  private int call;
  private boolean topicWasKnown;

  LeaseClient(
      World world,
      String name,
      boolean hasSession,
      LeasePlan plan,
      long thinkNanos,
      List<LeaseCall> history,
      Set<String> knownTopics) {
    super(world, name, hasSession, thinkNanos);
    this.plan = plan;
    this.history = history;
    this.knownTopics = knownTopics;
  }

  @Override
  Optional<Request> plan() {
    Optional<Request> next = plan.next(nowNanos());
    next.ifPresent(planned -> request = planned);
    return next;
  }

  @Override
  void begins() {
    topicWasKnown = knownTopics.contains(LeasePlan.TOPIC);
    if (request instanceof Request.Act(TopicCommand command)) {
      call = history.size();
      long logMillis = world().invariants().committedLogMillis();
      history.add(LeaseCall.begun(name(), command, nowNanos(), logMillis));
    }
  }

  @Override
  void done(Result result, String node) {
    boolean isUnknown = result.equals(new Result.Refused(Refusal.TOPIC_UNKNOWN));
    if (isUnknown && topicWasKnown) {
      throw new InvariantBroken(
          "topics stay (lesson 25)", name() + " is told that " + LeasePlan.TOPIC + " is not there");
    }
    if (result instanceof Result.TopicChanged) {
      knownTopics.add(LeasePlan.TOPIC);
    }
    end(Optional.of(result));
    plan.told(result, nowNanos());
  }

  @Override
  void failed(boolean mayHappen) {
    if (!mayHappen) {
      end(Optional.empty());
    }
  }

  private void end(Optional<Result> result) {
    if (request instanceof Request.Act) {
      Invariants known = world().invariants();
      history.set(
          call,
          history
              .get(call)
              .ended(nowNanos(), known.committedLogMillis(), known.newestLogMillis(), result));
    }
  }
}
