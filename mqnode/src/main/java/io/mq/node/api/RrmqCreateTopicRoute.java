package io.mq.node.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.JsonBody;
import io.mq.node.http.RequestFailed;
import io.mq.node.queue.Command;
import io.mq.node.queue.Result;
import java.io.IOException;

/** {@code PUT /topic {"topic":s}}. */
final class RrmqCreateTopicRoute implements Handler {

  private final Requests requests;

  RrmqCreateTopicRoute(Requests requests) {
    this.requests = requests;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed, IOException {
    JsonBody body = JsonBody.parse(requests.body(ctx));
    String topic = TopicNames.check(body.text("topic"));
    Result result = requests.execute(ctx, new Command.CreateTopic(topic));
    if (!(result instanceof Result.TopicChanged)) {
      throw Requests.unexpected(result);
    }
    Responses.success(ctx, 201);
  }
}
