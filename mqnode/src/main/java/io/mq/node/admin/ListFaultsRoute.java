package io.mq.node.admin;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.fault.FaultTable;
import io.mq.shared.fault.FaultJson;

/** {@code GET /admin/faults}: the faults in force, from the table itself (lesson 37). */
final class ListFaultsRoute implements Handler {

  private final FaultTable faults;

  ListFaultsRoute(FaultTable faults) {
    this.faults = faults;
  }

  @Override
  public void handle(Context ctx) {
    AdminJson.answer(ctx, FaultJson.answer(faults.list()));
  }
}
