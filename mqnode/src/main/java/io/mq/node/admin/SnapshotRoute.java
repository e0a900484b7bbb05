package io.mq.node.admin;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.RequestFailed;
import io.mq.node.runtime.ReplicaPort;
import io.mq.node.runtime.SnapshotOutcome;
import io.mq.shared.id.LogIndex;
import io.mq.shared.wire.ErrorCode;
import io.mq.shared.wire.SnapshotTaken;
import java.io.IOException;

/**
 * {@code POST /admin/snapshot}: this node takes a snapshot of what it has applied and shortens its
 * log. 200 names the index it covers, once it is durable.
 */
final class SnapshotRoute implements Handler {

  /** Gigabytes of state take a while. */
  private static final long MAX_WAIT_MILLIS = 60_000;

  private final ReplicaPort replica;

  SnapshotRoute(ReplicaPort replica) {
    this.replica = replica;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed, IOException {
    switch (Awaited.of(replica.takeSnapshot(), MAX_WAIT_MILLIS)) {
      case SnapshotOutcome.Taken(LogIndex index) ->
          AdminJson.respond(ctx, new SnapshotTaken(index.value()));
      case SnapshotOutcome.Failed(ErrorCode code) ->
          throw new RequestFailed(code, "no snapshot was taken: " + reason(code));
    }
  }

  private static String reason(ErrorCode code) {
    return switch (code) {
      case DISK_FULL -> "the disk has no room for it";
      case STOPPING -> "this node is stopping";
      default -> "the node has more to do than it takes on; try again";
    };
  }
}
