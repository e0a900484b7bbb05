package io.mq.node.admin;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.mq.node.http.RequestFailed;
import io.mq.shared.wire.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Lets nobody pass without the admin token; a node that has none lets nobody pass at all. */
final class AdminAuth implements Handler {

  private static final String SCHEME = "Bearer ";

  private final Optional<byte[]> token;

  AdminAuth(Optional<String> token) {
    this.token = token.map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void handle(Context ctx) throws RequestFailed {
    if (!isRight(ctx.header("Authorization"))) {
      ctx.header("WWW-Authenticate", "Bearer");
      throw new RequestFailed(
          ErrorCode.UNAUTHORIZED,
          token.isPresent()
              ? "the admin token is missing or wrong"
              : "this node was started without an admin token and takes no admin calls");
    }
  }

  private boolean isRight(String authorization) {
    return token.isPresent()
        && authorization != null
        && authorization.startsWith(SCHEME)
        && MessageDigest.isEqual(
            token.get(), authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8));
  }
}
