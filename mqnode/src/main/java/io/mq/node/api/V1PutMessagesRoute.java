package io.mq.node.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.RequestFailed;
import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.Result;
import java.io.IOException;
import java.util.List;

/** {@code POST /v1/topics/{topic}/messages}: appends one message or a batch, all or none. */
final class V1PutMessagesRoute implements Handler {

  private final Requests requests;

  V1PutMessagesRoute(Requests requests) {
    this.requests = requests;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed, IOException {
    String topic = TopicNames.check(ctx.pathParam("topic"));
    List<Body> messages = MessageBatches.parse(ctx.contentType(), requests.body(ctx));
    Result result = requests.execute(ctx, new Command.Put(topic, messages));
    if (!(result instanceof Result.Appended appended)) {
      throw Requests.unexpected(result);
    }
    Responses.json(
        ctx,
        201,
        out -> {
          out.writeStartObject();
          out.writeNumberField("firstMessageId", appended.firstMessageId());
          out.writeNumberField("count", appended.count());
          out.writeEndObject();
        });
  }
}
