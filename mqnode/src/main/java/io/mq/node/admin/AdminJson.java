package io.mq.node.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import io.mq.node.http.RequestFailed;
import java.io.IOException;

/** JSON by data binding, for admin calls are rare; loaded with the first of them. */
final class AdminJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private AdminJson() {}

  static void respond(Context ctx, Object body) throws JsonProcessingException {
    ctx.contentType("application/json").result(MAPPER.writeValueAsBytes(body));
  }

  static void answer(Context ctx, String json) {
    ctx.contentType("application/json").result(json);
  }

  static String text(Object value) throws JsonProcessingException {
    return MAPPER.writeValueAsString(value);
  }

  static <T> T parse(byte[] body, Class<T> type) throws RequestFailed, IOException {
    T value;
    try {
      value = MAPPER.readValue(body, type);
    } catch (JsonProcessingException e) {
      throw RequestFailed.badRequest("the body does not fit: " + e.getOriginalMessage());
    }
    if (value == null) {
      throw RequestFailed.badRequest("the body must be a JSON object; got null");
    }
    return value;
  }
}
