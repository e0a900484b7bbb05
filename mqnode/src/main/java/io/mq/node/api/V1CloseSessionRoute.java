package io.mq.node.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.RequestFailed;
import io.mq.node.queue.Command;
import io.mq.node.queue.Result;

/** {@code DELETE /v1/sessions/{id}}: 204, also when it was gone already. */
final class V1CloseSessionRoute implements Handler {

  private final Requests requests;

  V1CloseSessionRoute(Requests requests) {
    this.requests = requests;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed {
    long session = SessionHeaders.positive("a session", ctx.pathParam("session"));
    Result result = requests.execute(new Command.CloseSession(session));
    if (!(result instanceof Result.SessionClosed)) {
      throw Requests.unexpected(result);
    }
    ctx.status(204);
  }
}
