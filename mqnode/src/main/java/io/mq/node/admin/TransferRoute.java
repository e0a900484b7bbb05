package io.mq.node.admin;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.Bodies;
import io.mq.node.http.RequestFailed;
import io.mq.node.runtime.ReplicaPort;
import io.mq.node.runtime.TransferOutcome;
import io.mq.shared.id.NodeId;
import io.mq.shared.json.JsonObject;
import io.mq.shared.wire.ErrorCode;
import io.mq.shared.wire.LeaderTransfer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /admin/transfer {"target":"n2"}}: hands leadership to that node, or without a target
 * to the most caught-up follower. 202 names the target once it has begun; that it is done shows in
 * {@code GET /admin/state}.
 */
final class TransferRoute implements Handler {

  private static final String TARGET = "target";
  private static final List<String> FIELDS = List.of(TARGET);
  private static final int MAX_BODY_BYTES = 1 << 10;

  private final ReplicaPort replica;
  private final Leaders leaders;

  TransferRoute(ReplicaPort replica, Leaders leaders) {
    this.replica = replica;
    this.leaders = leaders;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed, IOException {
    TransferOutcome outcome = Awaited.of(replica.transfer(target(ctx)));
    switch (outcome) {
      case TransferOutcome.Started(NodeId target) -> {
        ctx.status(202);
        AdminJson.respond(ctx, new LeaderTransfer(target.toString()));
      }
      case TransferOutcome.Refused(String reason) ->
          throw new RequestFailed(ErrorCode.CHANGE_REFUSED, reason);
      case TransferOutcome.NotLeader(Optional<NodeId> leader) -> throw leaders.isElsewhere(leader);
    }
  }

  private static String asked(JsonObject body) throws IOException {
    return body.has(TARGET) ? body.text(TARGET) : null;
  }

  private static Optional<NodeId> target(Context ctx) throws RequestFailed, IOException {
    byte[] body = Bodies.read(ctx, MAX_BODY_BYTES);
    String name = body.length == 0 ? null : AdminJson.parse(body, FIELDS, TransferRoute::asked);
    if (name == null) {
      return Optional.empty();
    }
    Optional<NodeId> target = NodeId.parse(name);
    if (target.isEmpty()) {
      throw RequestFailed.badRequest("target must be a node such as n2; got " + name);
    }
    return target;
  }
}
