package io.mq.node.admin;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.fault.FaultTable;
import io.mq.node.http.RequestFailed;
import io.mq.shared.fault.FaultJson;
import io.mq.shared.fault.FaultJson.Renewal;
import java.io.IOException;

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
    Renewal renewal = AdminJson.read(ctx, MAX_BODY_BYTES, FaultJson::readRenewal);
    AdminJson.answer(ctx, FaultJson.answer(faults.renew(renewal.ids(), renewal.leaseMillis())));
  }
}
