package io.mq.node.admin;

import io.javalin.http.Context;
import io.javalin.http.Handler;

/**
 * {@code POST /admin/power-loss}: what was never forced is gone, and the process with it. There is
 * no answer, for nobody is left to give it.
 */
final class PowerLossRoute implements Handler {

  private final Runnable powerOff;

  PowerLossRoute(Runnable powerOff) {
    this.powerOff = powerOff;
  }

  @Override
  public void handle(Context ctx) {
    powerOff.run();
    ctx.status(204);
  }
}
