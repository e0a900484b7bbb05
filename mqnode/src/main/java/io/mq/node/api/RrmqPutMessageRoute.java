package io.mq.node.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.JsonBody;
import io.mq.node.http.RequestFailed;
import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.Result;
import java.io.IOException;
import java.util.List;

/** {@code PUT /message {"topic":s,"message":s}}; the message may be empty. */
final class RrmqPutMessageRoute implements Handler {

  private final Requests requests;

  RrmqPutMessageRoute(Requests requests) {
    this.requests = requests;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed, IOException {
    JsonBody body = JsonBody.parse(requests.body(ctx));
    String topic = TopicNames.check(body.text("topic"));
    Body message = Body.of(body.text("message"));
    Result result = requests.execute(ctx, new Command.Put(topic, List.of(message)));
    if (!(result instanceof Result.Appended)) {
      throw Requests.unexpected(result);
    }
    Responses.success(ctx, 201);
  }
}
