package io.mq.node.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.JsonBody;
import io.mq.node.http.RequestFailed;
import io.mq.node.queue.Command;
import io.mq.node.queue.Result;
import java.io.IOException;

/** {@code POST /v1/sessions {"idleMillis"?}}: 201 with the session's id. */
final class V1OpenSessionRoute implements Handler {

  private static final long DEFAULT_IDLE_MILLIS = 300_000;
  private static final long MIN_IDLE_MILLIS = 1_000;
  private static final long MAX_IDLE_MILLIS = 86_400_000;

  private final Requests requests;

  V1OpenSessionRoute(Requests requests) {
    this.requests = requests;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed, IOException {
    byte[] body = requests.body(ctx);
    long idleMillis =
        body.length == 0
            ? DEFAULT_IDLE_MILLIS
            : JsonBody.parse(body)
                .number("idleMillis", MIN_IDLE_MILLIS, MAX_IDLE_MILLIS, DEFAULT_IDLE_MILLIS);
    Result result = requests.execute(new Command.OpenSession(idleMillis));
    if (!(result instanceof Result.SessionOpened opened)) {
      throw Requests.unexpected(result);
    }
    ctx.header("Location", "/v1/sessions/" + opened.session());
    Responses.json(
        ctx,
        201,
        out -> {
          out.writeStartObject();
          out.writeNumberField("session", opened.session());
          out.writeNumberField("idleMillis", idleMillis);
          out.writeEndObject();
        });
  }
}
