package io.mq.node.admin;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.fault.FaultTable;
import io.mq.node.http.Bodies;
import io.mq.node.http.RequestFailed;
import io.mq.shared.fault.FaultJson;
import io.mq.shared.fault.FaultJson.Renewal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * {@code POST /admin/faults {"renew":["f1"],"leaseMillis":5000}}: lets faults in force last longer,
 * and answers those that do. One that is not among them was over.
 */
final class RenewFaultsRoute implements Handler {

  private static final int MAX_BODY_BYTES = 1 << 16;

  private final FaultTable faults;

  RenewFaultsRoute(FaultTable faults) {
    this.faults = faults;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed, IOException {
    String body = new String(Bodies.read(ctx, MAX_BODY_BYTES), StandardCharsets.UTF_8);
    Renewal renewal;
    try {
      renewal = FaultJson.readRenewal(body);
    } catch (IllegalArgumentException e) {
      throw RequestFailed.badRequest(e.getMessage());
    } catch (IOException e) {
      throw RequestFailed.badRequest("the body does not fit: " + e.getMessage());
    }
    AdminJson.answer(ctx, FaultJson.answer(faults.renew(renewal.ids(), renewal.leaseMillis())));
  }
}
