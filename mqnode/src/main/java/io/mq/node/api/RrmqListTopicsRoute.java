package io.mq.node.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.RequestFailed;
import io.mq.node.queue.Query;
import io.mq.node.queue.Result;

/** {@code GET /topic}: the names in the order of creation. */
final class RrmqListTopicsRoute implements Handler {

  private final Requests requests;

  RrmqListTopicsRoute(Requests requests) {
    this.requests = requests;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed {
    Result result = requests.query(new Query.ListTopics());
    if (!(result instanceof Result.Topics topics)) {
      throw Requests.unexpected(result);
    }
    Responses.json(
        ctx,
        200,
        out -> {
          out.writeStartObject();
          out.writeBooleanField("success", true);
          out.writeArrayFieldStart("topics");
          for (Result.TopicInfo info : topics.topics()) {
            out.writeString(info.topic());
          }
          out.writeEndArray();
          out.writeEndObject();
        });
  }
}
