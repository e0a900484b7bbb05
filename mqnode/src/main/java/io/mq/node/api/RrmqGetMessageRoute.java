package io.mq.node.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.RequestFailed;
import io.mq.node.queue.Command;
import io.mq.node.queue.Result;

/** {@code GET /message/{topic}}: takes the first message. */
final class RrmqGetMessageRoute implements Handler {

  private final Requests requests;

  RrmqGetMessageRoute(Requests requests) {
    this.requests = requests;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed {
    String topic = TopicNames.check(ctx.pathParam("topic"));
    Result result = requests.execute(ctx, new Command.Get(topic, 1));
    if (!(result instanceof Result.Messages messages)) {
      throw Requests.unexpected(result);
    }
    String text = messages.messages().getFirst().body().text();
    Responses.json(
        ctx,
        200,
        out -> {
          out.writeStartObject();
          out.writeBooleanField("success", true);
          out.writeStringField("message", text);
          out.writeEndObject();
        });
  }
}
