package io.mq.node.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.RequestFailed;
import io.mq.node.queue.Command;
import io.mq.node.queue.Result;

/** {@code DELETE /v1/topics/{topic}}: 204; its messages go with it. */
final class V1DeleteTopicRoute implements Handler {

  private final Requests requests;

  V1DeleteTopicRoute(Requests requests) {
    this.requests = requests;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed {
    String topic = TopicNames.check(ctx.pathParam("topic"));
    Result result = requests.execute(ctx, new Command.DeleteTopic(topic));
    if (!(result instanceof Result.TopicChanged)) {
      throw Requests.unexpected(result);
    }
    ctx.status(204);
  }
}
