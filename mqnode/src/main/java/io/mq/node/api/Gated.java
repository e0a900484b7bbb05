package io.mq.node.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;

/** A route behind the gate: from before its body is read until its response is made. */
final class Gated implements Handler {

  private final Gate gate;
  private final int maxBodyBytes;
  private final Handler route;

  Gated(Gate gate, int maxBodyBytes, Handler route) {
    this.gate = gate;
    this.maxBodyBytes = maxBodyBytes;
    this.route = route;
  }

  @Override
  public void handle(Context ctx) throws Exception {
    int bodyBytes = bodyBytes(ctx);
    gate.enter(bodyBytes);
    try {
      route.handle(ctx);
    } finally {
      gate.leave(bodyBytes);
    }
  }

  /** A body that does not announce its length may turn out as large as is allowed. */
  private int bodyBytes(Context ctx) {
    long announced = ctx.req().getContentLengthLong();
    if (announced >= 0) {
      return (int) Math.min(announced, maxBodyBytes);
    }
    return ctx.header("Transfer-Encoding") == null ? 0 : maxBodyBytes;
  }
}
