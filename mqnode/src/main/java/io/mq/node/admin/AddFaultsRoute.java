package io.mq.node.admin;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.fault.FaultTable;
import io.mq.node.http.RequestFailed;
import io.mq.shared.fault.FaultJson;
import io.mq.shared.fault.FaultView;
import java.io.IOException;
import java.util.List;

/** {@code PUT /admin/faults {"faults":[..]}}: adds all or none, and answers them with their ids. */
final class AddFaultsRoute implements Handler {

  private static final int MAX_BODY_BYTES = 1 << 20;

  private final FaultTable faults;

  AddFaultsRoute(FaultTable faults) {
    this.faults = faults;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed, IOException {
    List<FaultView> added =
        AdminJson.read(ctx, MAX_BODY_BYTES, body -> faults.add(FaultJson.readRequest(body)));
    AdminJson.answer(ctx, FaultJson.answer(added));
  }
}
