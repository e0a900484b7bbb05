package io.mq.node.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.RequestFailed;
import io.mq.node.queue.Query;
import io.mq.node.queue.Result;

/** {@code GET /v1/topics/{topic}}: its figures. */
final class V1ShowTopicRoute implements Handler {

  private final Requests requests;

  V1ShowTopicRoute(Requests requests) {
    this.requests = requests;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed {
    String topic = TopicNames.check(ctx.pathParam("topic"));
    Result result = requests.query(ctx, new Query.ShowTopic(topic));
    if (!(result instanceof Result.TopicInfo info)) {
      throw Requests.unexpected(result);
    }
    Responses.json(ctx, 200, out -> TopicFigures.write(out, info));
  }
}
