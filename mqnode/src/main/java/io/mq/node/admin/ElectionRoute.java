package io.mq.node.admin;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.Bodies;
import io.mq.node.http.RequestFailed;
import io.mq.node.runtime.ReplicaPort;
import io.mq.node.runtime.TransferOutcome;
import io.mq.shared.json.JsonObject;
import io.mq.shared.wire.ErrorCode;
import io.mq.shared.wire.ForcedElection;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * {@code POST /admin/election {"afterMillis":200}}: this node asks for votes, at once or after that
 * time, whoever leads. Several that begin together split the vote. 202 says that it has begun, or
 * will; who wins shows in {@code GET /admin/state}.
 */
final class ElectionRoute implements Handler {

  private static final int MAX_BODY_BYTES = 1 << 10;
  private static final String AFTER_MILLIS = "afterMillis";
  private static final List<String> FIELDS = List.of(AFTER_MILLIS);
  private static final long MAX_AFTER_MILLIS = 60_000;

  private final ReplicaPort replica;

  ElectionRoute(ReplicaPort replica) {
    this.replica = replica;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed, IOException {
    long afterMillis = afterMillis(ctx);
    if (afterMillis > 0) {
      Executor later = CompletableFuture.delayedExecutor(afterMillis, TimeUnit.MILLISECONDS);
      later.execute(
          () -> {
            var _ = replica.startElection(); // Who asked for later is not told what became of it.
          });
    } else if (Awaited.of(replica.startElection()) instanceof TransferOutcome.Refused(String why)) {
      throw new RequestFailed(ErrorCode.CHANGE_REFUSED, why);
    }
    ctx.status(202);
    AdminJson.respond(ctx, new ForcedElection(afterMillis));
  }

  private static long asked(JsonObject body) throws IOException {
    return body.has(AFTER_MILLIS) ? body.number(AFTER_MILLIS) : 0;
  }

  private static long afterMillis(Context ctx) throws RequestFailed, IOException {
    byte[] body = Bodies.read(ctx, MAX_BODY_BYTES);
    long afterMillis = body.length == 0 ? 0 : AdminJson.parse(body, FIELDS, ElectionRoute::asked);
    if (afterMillis < 0 || afterMillis > MAX_AFTER_MILLIS) {
      throw RequestFailed.badRequest(
          "afterMillis must be 0 to " + MAX_AFTER_MILLIS + "; got " + afterMillis);
    }
    return afterMillis;
  }
}
