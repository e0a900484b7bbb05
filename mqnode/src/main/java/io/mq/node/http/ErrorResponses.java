package io.mq.node.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.mq.shared.wire.ErrorCode;
import io.mq.shared.wire.Headers;
import io.mq.shared.wire.Problem;
import io.mq.shared.wire.RetryRule;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Turns every error into its response; the only place that does. The RRMQ paths answer {@code
 * {"success":false}} and say why in headers, all others answer a problem (RFC 9457).
 */
public final class ErrorResponses {

  private static final byte[] RRMQ_BODY = "{\"success\":false}".getBytes(StandardCharsets.US_ASCII);
  private static final String RETRY_AFTER_SECONDS = "1";

  private final Consumer<String> log;

  private ErrorResponses(Consumer<String> log) {
    this.log = log;
  }

  /** Makes a server answer its errors this way; {@code log} hears of faults of our own only. */
  public static void install(JavalinConfig config, Consumer<String> log) {
    ErrorResponses responses = new ErrorResponses(log);
    config.routes.exception(RequestFailed.class, ErrorResponses::respond);
    config.routes.exception(
        HttpResponseException.class, (e, ctx) -> respond(translate(e, ctx), ctx));
    config.routes.exception(Exception.class, responses::unexpected);
    config.jetty.modifyServer(server -> server.setErrorHandler(new JettyErrors()));
    config.jetty.modifyServletContextHandler(handler -> handler.setErrorHandler(new JettyErrors()));
  }

  /** Writes the response for {@code failure}. */
  public static void respond(RequestFailed failure, Context ctx) {
    ErrorCode code = failure.code();
    // A redirect needs a target; without one the client can only come back later.
    if (code == ErrorCode.NOT_LEADER && failure.leaderUrl().isEmpty()) {
      code = ErrorCode.NO_LEADER;
    }
    ctx.status(code.httpStatus()).header(Headers.ERROR, code.name());
    failure.leaderUrl().ifPresent(leader -> ctx.header(Headers.LEADER, leader));
    if (code == ErrorCode.NOT_LEADER) {
      ctx.header("Location", failure.leaderUrl().orElseThrow() + pathAndQuery(ctx));
    }
    if (code.retryRule() == RetryRule.ALWAYS && code != ErrorCode.NOT_LEADER) {
      ctx.header("Retry-After", RETRY_AFTER_SECONDS);
    }
    if (isRrmq(ctx.path())) {
      ctx.contentType("application/json").result(RRMQ_BODY);
    } else {
      Problem problem = Problem.of(code, failure.getMessage());
      ctx.contentType(Problem.MEDIA_TYPE).result(ProblemJson.write(problem));
    }
  }

  private void unexpected(Exception e, Context ctx) {
    log.accept("failed " + ctx.method() + " " + ctx.path() + ": " + e);
    respond(new RequestFailed(ErrorCode.INTERNAL, "the node failed on this request"), ctx);
  }

  private static RequestFailed translate(HttpResponseException e, Context ctx) {
    return switch (e.getStatus()) {
      case 401 -> new RequestFailed(ErrorCode.UNAUTHORIZED, e.getMessage());
      case 404 ->
          new RequestFailed(
              ErrorCode.NOT_FOUND, "there is no " + ctx.method() + " " + ctx.path() + " here");
      case 413 -> new RequestFailed(ErrorCode.TOO_LARGE, e.getMessage());
      case 400, 405, 415 -> RequestFailed.badRequest(e.getMessage());
      default -> new RequestFailed(ErrorCode.INTERNAL, e.getMessage());
    };
  }

  private static String pathAndQuery(Context ctx) {
    String query = ctx.queryString();
    return query == null ? ctx.path() : ctx.path() + "?" + query;
  }

  private static boolean isRrmq(String path) {
    return path.equals("/topic")
        || path.equals("/message")
        || path.startsWith("/message/")
        || path.equals("/status");
  }
}
