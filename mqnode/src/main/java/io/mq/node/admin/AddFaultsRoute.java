package io.mq.node.admin;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.fault.ActiveFault;
import io.mq.node.fault.FaultTable;
import io.mq.node.http.Bodies;
import io.mq.node.http.RequestFailed;
import io.mq.shared.wire.AddFaults;
import io.mq.shared.wire.FaultSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code PUT /admin/faults {"faults":[..]}}: adds all or none, and answers them with their ids. */
final class AddFaultsRoute implements Handler {

  private static final int MAX_BODY_BYTES = 1 << 20;

  private final FaultTable faults;
  private final FaultForms forms;

  AddFaultsRoute(FaultTable faults, FaultForms forms) {
    this.faults = faults;
    this.forms = forms;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed, IOException {
    AddFaults body = AdminJson.parse(Bodies.read(ctx, MAX_BODY_BYTES), AddFaults.class);
    if (body.faults() == null || body.faults().isEmpty()) {
      throw RequestFailed.badRequest("faults must be a list of at least one fault");
    }
    List<FaultTable.Request> requests = new ArrayList<>();
    for (FaultSpec spec : body.faults()) {
      requests.add(forms.request(spec));
    }
    List<ActiveFault> added;
    try {
      added = faults.add(requests);
    } catch (IllegalArgumentException e) {
      throw RequestFailed.badRequest(e.getMessage());
    }
    AdminJson.respond(ctx, FaultForms.view(added));
  }
}
