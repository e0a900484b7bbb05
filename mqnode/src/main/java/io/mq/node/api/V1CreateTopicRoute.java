package io.mq.node.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.RequestFailed;
import io.mq.node.queue.Command;
import io.mq.node.queue.Result;

/** {@code PUT /v1/topics/{topic}}: 201, or 409 if it exists. */
final class V1CreateTopicRoute implements Handler {

  private final Requests requests;

  V1CreateTopicRoute(Requests requests) {
    this.requests = requests;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed {
    String topic = TopicNames.check(ctx.pathParam("topic"));
    Result result = requests.execute(ctx, new Command.CreateTopic(topic));
    if (!(result instanceof Result.TopicChanged)) {
      throw Requests.unexpected(result);
    }
    Responses.json(
        ctx,
        201,
        out -> {
          out.writeStartObject();
          out.writeStringField("topic", topic);
          out.writeEndObject();
        });
  }
}
