package io.mq.node.http;

import io.mq.shared.wire.ErrorCode;
import io.mq.shared.wire.Problem;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Answers requests that Jetty refuses before any route sees them, such as malformed URIs: a problem
 * body in place of Jetty's HTML page.
 */
final class JettyErrors implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    int status = response.getStatus();
    ErrorCode code =
        switch (status) {
          case 401 -> ErrorCode.UNAUTHORIZED;
          case 404 -> ErrorCode.NOT_FOUND;
          case 413 -> ErrorCode.TOO_LARGE;
          default -> status >= 500 ? ErrorCode.INTERNAL : ErrorCode.BAD_REQUEST;
        };
    Problem problem = Problem.of(code, "the request was refused with status " + status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.getHeaders().put(io.mq.shared.wire.Headers.ERROR, code.name());
    response.write(true, java.nio.ByteBuffer.wrap(ProblemJson.write(problem)), callback);
    return true;
  }
}
