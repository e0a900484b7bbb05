package io.mq.node.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.RequestFailed;
import io.mq.node.queue.Command;
import io.mq.node.queue.Result;

/** {@code POST /v1/topics/{topic}/messages/take?max=N}: takes messages for good. */
final class V1TakeMessagesRoute implements Handler {

  private final Requests requests;

  V1TakeMessagesRoute(Requests requests) {
    this.requests = requests;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed {
    String topic = TopicNames.check(ctx.pathParam("topic"));
    Result result = requests.execute(ctx, new Command.Get(topic, QueryNumbers.max(ctx)));
    if (!(result instanceof Result.Messages messages)) {
      throw Requests.unexpected(result);
    }
    MessageResponses.handedOut(ctx, messages);
  }
}
