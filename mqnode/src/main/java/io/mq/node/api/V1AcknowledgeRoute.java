package io.mq.node.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.RequestFailed;
import io.mq.node.queue.Command;
import java.io.IOException;

/** {@code POST /v1/topics/{topic}/messages/acknowledge}: leased messages are done with. */
final class V1AcknowledgeRoute implements Handler {

  private final Requests requests;

  V1AcknowledgeRoute(Requests requests) {
    this.requests = requests;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed, IOException {
    String topic = TopicNames.check(ctx.pathParam("topic"));
    var receipts = Receipts.parse(requests.body(ctx));
    Receipts.respond(ctx, requests.execute(ctx, new Command.Acknowledge(topic, receipts)));
  }
}
