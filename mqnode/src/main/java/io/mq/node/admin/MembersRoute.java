package io.mq.node.admin;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.Bodies;
import io.mq.node.http.RequestFailed;
import io.mq.node.raft.Configuration;
import io.mq.node.runtime.MemberChange;
import io.mq.node.runtime.MembersOutcome;
import io.mq.node.runtime.ReplicaPort;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.ErrorCode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * {@code POST /admin/members}: adds learners, gives learners a vote, or takes members out, by joint
 * consensus and one change at a time. 200 lists the members when the change is committed. To ask
 * again for what is so already changes nothing.
 */
final class MembersRoute implements Handler {

  private static final List<String> FIELDS = List.of("add", "promote", "remove");
  private static final int MAX_BODY_BYTES = 64 << 10;

  private final ReplicaPort replica;
  private final Leaders leaders;

  MembersRoute(ReplicaPort replica, Leaders leaders) {
    this.replica = replica;
    this.leaders = leaders;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed, IOException {
    byte[] body = Bodies.read(ctx, MAX_BODY_BYTES);
    MemberChange change = MemberForms.change(AdminJson.parse(body, FIELDS, MemberForms::read));
    switch (Awaited.of(replica.changeMembers(change))) {
      case MembersOutcome.Done(Configuration configuration) ->
          AdminJson.respond(ctx, MemberForms.view(configuration));
      case MembersOutcome.NotYet(String reason) ->
          throw new RequestFailed(ErrorCode.CHANGE_TOO_EARLY, reason);
      case MembersOutcome.Refused(String reason) ->
          throw new RequestFailed(ErrorCode.CHANGE_REFUSED, reason);
      case MembersOutcome.NotLeader(Optional<NodeId> leader) -> throw leaders.isElsewhere(leader);
      case MembersOutcome.Unknown(String reason) ->
          throw new RequestFailed(ErrorCode.OUTCOME_UNKNOWN, reason);
    }
  }
}
