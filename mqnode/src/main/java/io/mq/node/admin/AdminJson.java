package io.mq.node.admin;

import io.javalin.http.Context;
import io.mq.node.http.Bodies;
import io.mq.node.http.RequestFailed;
import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** JSON of the admin calls. Stateless. */
final class AdminJson {

  private AdminJson() {}

  /** Makes something of a body. */
  @FunctionalInterface
  interface Reader<T> {
    T read(JsonObject body) throws IOException;
  }

  static void respond(Context ctx, Record body) {
    answer(ctx, Json.writeRecord(body));
  }

  static void answer(Context ctx, String json) {
    ctx.contentType("application/json").result(json);
  }

  /**
   * Reads a body.
   *
   * @param fields those that it may have
   * @throws RequestFailed BAD_REQUEST if it has others, or {@code reader} complains
   */
  static <T> T parse(byte[] body, List<String> fields, Reader<T> reader) throws RequestFailed {
    try {
      JsonObject json = Json.parse(new String(body, StandardCharsets.UTF_8));
      for (String field : json.fields().keySet()) {
        if (!fields.contains(field)) {
          throw RequestFailed.badRequest(
              "the body does not fit: "
                  + String.join(", ", fields)
                  + " is all that it may have; got the field "
                  + field);
        }
      }
      return reader.read(json);
    } catch (IOException e) {
      throw RequestFailed.badRequest("the body does not fit: " + e.getMessage());
    }
  }

  /** Makes something of a body, and complains with an IllegalArgumentException or IOException. */
  interface BodyReader<T> {
    T read(String body) throws IOException;
  }

  /**
   * What a reader of its own makes of the body.
   *
   * @throws RequestFailed BAD_REQUEST with what {@code reader} complains of
   */
  static <T> T read(Context ctx, int maxBytes, BodyReader<T> reader)
      throws RequestFailed, IOException {
    String body = new String(Bodies.read(ctx, maxBytes), StandardCharsets.UTF_8);
    try {
      return reader.read(body);
    } catch (IllegalArgumentException e) {
      throw RequestFailed.badRequest(e.getMessage());
    } catch (IOException e) {
      throw RequestFailed.badRequest("the body does not fit: " + e.getMessage());
    }
  }
}
