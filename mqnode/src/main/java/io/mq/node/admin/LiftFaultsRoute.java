package io.mq.node.admin;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.fault.FaultTable;
import io.mq.node.http.RequestFailed;
import io.mq.shared.fault.FaultJson;
import io.mq.shared.fault.FaultView;
import io.mq.shared.wire.ErrorCode;
import java.util.List;

/** {@code DELETE /admin/faults[?id=f1]}: lifts one fault or all, and answers those lifted. */
final class LiftFaultsRoute implements Handler {

  private final FaultTable faults;

  LiftFaultsRoute(FaultTable faults) {
    this.faults = faults;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed {
    String id = ctx.queryParam("id");
    List<FaultView> lifted = id == null ? faults.liftAll() : faults.lift(id);
    if (id != null && lifted.isEmpty()) {
      throw new RequestFailed(ErrorCode.NOT_FOUND, "no fault " + id + " is in force");
    }
    AdminJson.answer(ctx, FaultJson.answer(lifted));
  }
}
