package io.mq.node.api;

import io.javalin.http.Context;
import io.mq.node.http.Bodies;
import io.mq.node.http.RequestFailed;
import io.mq.node.queue.Command;
import io.mq.node.queue.Command.TopicCommand;
import io.mq.node.queue.Query;
import io.mq.node.queue.Result;
import io.mq.node.queue.Result.Refusal;
import io.mq.node.queue.Result.Refused;
import io.mq.node.runtime.Answer;
import io.mq.node.runtime.ReplicaPort;
import io.mq.node.runtime.ReplicaStatus;
import io.mq.shared.config.NodeLimits;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.ErrorCode;
import io.mq.shared.wire.Headers;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * How routes talk to the replica: waits for answers up to the deadline and turns everything that is
 * not a success into a {@link RequestFailed}. Thread-safe; calls block the (virtual) thread.
 */
final class Requests {

  private final ReplicaPort replica;
  private final NodeLimits limits;
  private final Deadlines deadlines;
  private final Function<NodeId, Optional<String>> clientUrls;

  Requests(
      ReplicaPort replica,
      NodeLimits limits,
      Deadlines deadlines,
      Function<NodeId, Optional<String>> clientUrls) {
    this.replica = replica;
    this.limits = limits;
    this.deadlines = deadlines;
    this.clientUrls = clientUrls;
  }

  /** Runs a command, under the session of the request's headers if it names one. */
  Result execute(Context ctx, TopicCommand command) throws RequestFailed {
    return execute(SessionHeaders.wrap(ctx, command));
  }

  /** Runs a command as it is. */
  Result execute(Command command) throws RequestFailed {
    return await(
        () -> replica.execute(command),
        new RequestFailed(
            ErrorCode.OUTCOME_UNKNOWN,
            "no outcome within " + limits.requestTimeoutMillis() + " ms; it may yet happen"));
  }

  /** Asks a question. A late answer does no harm, so running out of time is no unknown outcome. */
  Result query(Query query) throws RequestFailed {
    return await(
        () -> replica.query(query),
        new RequestFailed(
            ErrorCode.NO_LEADER,
            "no majority answered within " + limits.requestTimeoutMillis() + " ms"));
  }

  /**
   * Asks a question linearizably, or, with {@code ?consistency=local}, of this node alone; such an
   * answer says that it may be stale.
   */
  Result query(Context ctx, Query query) throws RequestFailed {
    String consistency = ctx.queryParam("consistency");
    if (consistency == null || consistency.equals("linearizable")) {
      return query(query);
    }
    if (!consistency.equals("local")) {
      throw RequestFailed.badRequest(
          "consistency must be linearizable or local; got " + consistency);
    }
    // Read first: the answer reflects at least this much.
    long applied = replica.status().appliedIndex().value();
    Result result =
        await(
            () -> replica.queryLocally(query),
            new RequestFailed(
                ErrorCode.BUSY,
                "this node did not answer within " + limits.requestTimeoutMillis() + " ms"));
    ctx.header(Headers.CONSISTENCY, "local").header(Headers.APPLIED_INDEX, Long.toString(applied));
    return result;
  }

  /** The request's body, bounded. */
  byte[] body(Context ctx) throws RequestFailed, IOException {
    return Bodies.read(ctx, limits.maxBodyBytes());
  }

  ReplicaStatus status() {
    return replica.status();
  }

  Optional<String> clientUrl(NodeId node) {
    return clientUrls.apply(node);
  }

  /** An answer that this route cannot get from a correct state machine. */
  static RequestFailed unexpected(Result result) {
    return new RequestFailed(
        ErrorCode.INTERNAL, "unexpected result " + result.getClass().getSimpleName());
  }

  private interface Start {
    CompletableFuture<Answer> start();
  }

  private Result await(Start start, RequestFailed tooLate) throws RequestFailed {
    try {
      Answer answer = deadlines.await(start.start(), limits.requestTimeoutMillis());
      return switch (answer) {
        case Answer.Done done -> success(done.result());
        case Answer.Failed failed -> throw failure(failed);
      };
    } catch (TimeoutException e) {
      throw tooLate;
    } catch (ExecutionException e) {
      throw new RequestFailed(ErrorCode.INTERNAL, "the node failed on this request");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw tooLate;
    }
  }

  private static Result success(Result result) throws RequestFailed {
    if (result instanceof Refused refused) {
      throw refusal(refused.reason());
    }
    return result;
  }

  private static RequestFailed refusal(Refusal reason) {
    return switch (reason) {
      case TOPIC_EXISTS -> new RequestFailed(ErrorCode.TOPIC_EXISTS, "the topic exists already");
      case TOPIC_UNKNOWN -> new RequestFailed(ErrorCode.TOPIC_UNKNOWN, "there is no such topic");
      case QUEUE_EMPTY ->
          new RequestFailed(ErrorCode.QUEUE_EMPTY, "the topic has no message to give");
      case SESSION_UNKNOWN ->
          new RequestFailed(ErrorCode.SESSION_UNKNOWN, "the session has expired or never was");
      case SEQUENCE_TOO_OLD ->
          new RequestFailed(
              ErrorCode.SEQUENCE_TOO_OLD, "the session no longer remembers that answer");
    };
  }

  private RequestFailed failure(Answer.Failed failed) {
    String detail =
        switch (failed.code()) {
          case NOT_LEADER -> "this node is not the leader";
          case NO_LEADER -> "no leader is known";
          case BUSY -> "the node has more to do than it takes on; try again";
          case STOPPING -> "this node is stopping";
          case DISK_FULL -> "the disk has no room for the request";
          case QUEUES_FULL ->
              "the queues hold as much as the leader's memory allows; take messages, or start the"
                  + " nodes with a larger heap";
          case OUTCOME_UNKNOWN -> "the leader changed before the outcome was known";
          default -> "the node failed on this request";
        };
    return new RequestFailed(failed.code(), detail, failed.leader().flatMap(clientUrls));
  }
}
