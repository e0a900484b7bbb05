package io.mq.node.admin;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.RequestFailed;
import io.mq.node.runtime.ReplicaPort;
import io.mq.shared.json.Json;
import io.mq.shared.wire.Checkpoint;
import io.mq.shared.wire.ErrorCode;
import io.mq.shared.wire.NodeEvent;
import io.mq.shared.wire.NodeEvents;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * {@code GET /admin/events?after=ID}: the remembered events as one JSON object; or, for {@code
 * Accept: text/event-stream}, those and every later one as they happen (server-sent events, with
 * {@code Last-Event-ID} as in their specification), and ever so often the commit index. With {@code
 * checkpoints=true} also what this node tells of the stretches of the log that it has applied.
 *
 * <p>Each reader holds a virtual thread; more than {@value #MAX_READERS} are told to come back.
 */
final class EventsRoute implements Handler {

  private static final int MAX_READERS = 64;
  private static final long COMMIT_MILLIS = 250;

  /** A comment this often, so that a reader who is gone is noticed and a silent node is told. */
  private static final long SIGN_OF_LIFE_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final EventLog events;
  private final ReplicaPort replica;
  private final Semaphore readers = new Semaphore(MAX_READERS);

  EventsRoute(EventLog events, ReplicaPort replica) {
    this.events = events;
    this.replica = replica;
  }

  @Override
  public void handle(Context ctx) throws RequestFailed, IOException {
    long after = after(ctx);
    String accept = ctx.header("Accept");
    try {
      if (accept == null || !accept.contains("text/event-stream")) {
        AdminJson.respond(ctx, new NodeEvents(events.after(after, 0)));
      } else if (readers.tryAcquire()) {
        try {
          follow(ctx, after);
        } finally {
          readers.release();
        }
      } else {
        throw new RequestFailed(
            ErrorCode.BUSY, MAX_READERS + " readers follow the events of this node already");
      }
    } catch (InterruptedException e) {
      // The node is stopping; the stream just ends.
      Thread.currentThread().interrupt();
    }
  }

  private static long after(Context ctx) throws RequestFailed {
    String text = ctx.header("Last-Event-ID");
    if (text == null) {
      text = ctx.queryParam("after");
    }
    if (text == null) {
      return 0;
    }
    if (!text.matches("[0-9]{1,18}")) {
      throw RequestFailed.badRequest("after must be the id of an event; got " + text);
    }
    return Long.parseLong(text);
  }

  private void follow(Context ctx, long after) throws IOException, InterruptedException {
    ctx.contentType("text/event-stream");
    ctx.header("Cache-Control", "no-store");
    boolean checkpoints = Boolean.parseBoolean(ctx.queryParam("checkpoints"));
    OutputStream out = ctx.res().getOutputStream();
    // An id from a clock that was ahead would keep everything back.
    long last = Math.min(after, events.lastId());
    long commit = -1;
    long checkpointsSeen = 0;
    long written = System.nanoTime();
    while (true) {
      List<NodeEvent> next = events.after(last, COMMIT_MILLIS);
      StringBuilder text = new StringBuilder();
      for (NodeEvent event : next) {
        text.append("id: ").append(event.id()).append('\n');
        append(text, event.type(), event);
        last = event.id();
      }
      long now = replica.status().raft().commitIndex().value();
      if (next.isEmpty() && now != commit) {
        commit = now;
        append(text, "commit", events.commit(commit));
      }
      if (checkpoints) {
        checkpointsSeen = appendCheckpoints(text, checkpointsSeen);
      }
      if (text.isEmpty() && System.nanoTime() - written > SIGN_OF_LIFE_NANOS) {
        text.append(":\n\n");
      }
      if (!text.isEmpty()) {
        try {
          out.write(text.toString().getBytes(StandardCharsets.UTF_8));
          out.flush();
        } catch (IOException e) {
          // The reader is gone, which is how all streams of events end.
          return;
        }
        written = System.nanoTime();
      }
    }
  }

  /**
   * Returns how many have been seen now; one that comes meanwhile is sent again, which is harmless.
   */
  private long appendCheckpoints(StringBuilder text, long seen) {
    long count = events.checkpointCount();
    for (Checkpoint checkpoint : events.checkpointsAfter(seen)) {
      append(text, Checkpoint.TYPE, checkpoint);
    }
    return count;
  }

  private static void append(StringBuilder text, String type, Record event) {
    text.append("event: ").append(type).append('\n');
    text.append("data: ").append(Json.writeRecord(event)).append("\n\n");
  }
}
