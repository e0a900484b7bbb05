package io.mq.node.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.RequestFailed;
import io.mq.node.queue.Command;
import io.mq.node.queue.Result;

/**
 * {@code POST /v1/topics/{topic}/messages/lease?max=N&leaseMillis=M}: hands messages out until they
 * are acknowledged, returned, or their lease ends.
 */
final class V1LeaseMessagesRoute implements Handler {

  private static final long DEFAULT_LEASE_MILLIS = 30_000;
  private static final long MIN_LEASE_MILLIS = 100;
  private static final long MAX_LEASE_MILLIS = 43_200_000;

  private final Requests requests;

  V1LeaseMessagesRoute(Requests requests) {
    this.requests = requests;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed {
    String topic = TopicNames.check(ctx.pathParam("topic"));
    int max = QueryNumbers.max(ctx);
    long leaseMillis =
        QueryNumbers.number(
            ctx, "leaseMillis", MIN_LEASE_MILLIS, MAX_LEASE_MILLIS, DEFAULT_LEASE_MILLIS);
    Result result = requests.execute(ctx, new Command.Lease(topic, max, leaseMillis));
    if (!(result instanceof Result.Messages messages)) {
      throw Requests.unexpected(result);
    }
    MessageResponses.handedOut(ctx, messages);
  }
}
