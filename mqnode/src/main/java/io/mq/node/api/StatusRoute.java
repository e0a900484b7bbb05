package io.mq.node.api;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.raft.RaftStatus;
import io.mq.node.runtime.ReplicaStatus;
import io.mq.shared.wire.Headers;

/** {@code GET /status}: answered by every node from what it knows, without asking others. */
final class StatusRoute implements Handler {

  private final Requests requests;

  StatusRoute(Requests requests) {
    this.requests = requests;
  }

  @Override
  public void handle(Context ctx) {
    ReplicaStatus status = requests.status();
    RaftStatus raft = status.raft();
    raft.leader()
        .flatMap(requests::clientUrl)
        .ifPresent(leaderUrl -> ctx.header(Headers.LEADER, leaderUrl));
    Responses.json(
        ctx,
        200,
        out -> {
          out.writeStartObject();
          out.writeStringField("role", rrmqRole(raft.role()));
          out.writeNumberField("term", raft.term().value());
          out.writeStringField("node", raft.self().toString());
          out.writeStringField("leader", raft.leader().map(Object::toString).orElse(null));
          out.writeStringField("membership", raft.membership());
          out.writeNumberField("commit", raft.commitIndex().value());
          out.writeNumberField("applied", status.appliedIndex().value());
          out.writeBooleanField("repairing", raft.repairing());
          out.writeEndObject();
        });
  }

  /** The RRMQ API knows three roles; a pre-candidate seeks election as a candidate does. */
  private static String rrmqRole(RaftStatus.RoleName role) {
    return switch (role) {
      case FOLLOWER -> "Follower";
      case PRE_CANDIDATE, CANDIDATE -> "Candidate";
      case LEADER -> "Leader";
    };
  }
}
