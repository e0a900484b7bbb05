package io.mq.node.api;

import io.javalin.http.Context;
import io.mq.node.http.Json;
import java.nio.charset.StandardCharsets;

/** Successful responses. */
final class Responses {

  private static final byte[] SUCCESS = "{\"success\":true}".getBytes(StandardCharsets.US_ASCII);

  private Responses() {}

  /** The RRMQ API's {@code {"success":true}}. */
  static void success(Context ctx, int status) {
    ctx.status(status).contentType("application/json").result(SUCCESS);
  }

  static void json(Context ctx, int status, Json.Writer writer) {
    ctx.status(status).contentType("application/json").result(Json.write(writer));
  }
}
