package io.mq.ctl.bench;

import io.mq.shared.client.MqSession;
import io.mq.shared.client.Outcome;
import io.mq.shared.wire.ErrorCode;
import java.util.Collections;
import java.util.List;

/** A client that calls a cluster, in a session of its own. */
public final class SessionCaller implements Caller {

  private final BenchPlan plan;
  private final MqSession session;
  private final String message;

  /** Calls as the plan says. */
  public SessionCaller(BenchPlan plan, MqSession session) {
    this.plan = plan;
    this.session = session;
    this.message = "x".repeat(plan.sizeBytes());
  }

  @Override
  public Call call() throws InterruptedException {
    Call call =
        switch (plan.operation()) {
          case PUT -> put();
          case GET -> get();
        };
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return call;
  }

  private Call put() {
    return plan.batch() == 1
        ? call(session.put(plan.topic(), message), 1)
        : call(
            session.putAll(plan.topic(), Collections.nCopies(plan.batch(), message)), plan.batch());
  }

  private Call get() {
    if (plan.batch() == 1) {
      return call(session.get(plan.topic()), 1);
    }
    Outcome<List<String>> taken = session.getAll(plan.topic(), plan.batch());
    return call(
        taken, taken instanceof Outcome.Done<List<String>>(List<String> all) ? all.size() : 0);
  }

  private static Call call(Outcome<?> outcome, int messages) {
    return switch (outcome) {
      case Outcome.Done<?> _ -> new Call.Done(messages);
      case Outcome.Refused<?>(ErrorCode code, String _) when code == ErrorCode.QUEUE_EMPTY ->
          new Call.Empty();
      case Outcome.Refused<?>(ErrorCode _, String detail) -> new Call.Refused(detail);
      case Outcome.Unknown<?>(String detail) -> new Call.Unknown(detail);
    };
  }
}
