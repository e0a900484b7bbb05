package io.mq.node.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.RequestFailed;
import io.mq.node.queue.Query;
import io.mq.node.queue.Result;

/** {@code GET /v1/topics}: every topic's figures in the order of creation. */
final class V1ListTopicsRoute implements Handler {

  private final Requests requests;

  V1ListTopicsRoute(Requests requests) {
    this.requests = requests;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed {
    Result result = requests.query(ctx, new Query.ListTopics());
    if (!(result instanceof Result.Topics topics)) {
      throw Requests.unexpected(result);
    }
    Responses.json(
        ctx,
        200,
        out -> {
          out.writeStartObject();
          out.writeArrayFieldStart("topics");
          for (Result.TopicInfo info : topics.topics()) {
            TopicFigures.write(out, info);
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }
}
