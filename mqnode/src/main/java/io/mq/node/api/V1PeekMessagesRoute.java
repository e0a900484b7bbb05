package io.mq.node.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.RequestFailed;
import io.mq.node.queue.Query;
import io.mq.node.queue.Result;

/** {@code GET /v1/topics/{topic}/messages?max=N}: the first messages, left where they are. */
final class V1PeekMessagesRoute implements Handler {

  private final Requests requests;

  V1PeekMessagesRoute(Requests requests) {
    this.requests = requests;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed {
    String topic = TopicNames.check(ctx.pathParam("topic"));
    Result result = requests.query(ctx, new Query.Peek(topic, QueryNumbers.max(ctx)));
    if (!(result instanceof Result.Messages messages)) {
      throw Requests.unexpected(result);
    }
    MessageResponses.peeked(ctx, messages);
  }
}
