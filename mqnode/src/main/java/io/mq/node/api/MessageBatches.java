package io.mq.node.api;

import io.mq.node.http.JsonBody;
import io.mq.node.http.RequestFailed;
import io.mq.node.queue.Body;
import io.mq.shared.wire.ErrorCode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/**
 * The messages in the body of a put: raw bytes are one message; JSON is a batch, {@code
 * {"messages":[..]}} as texts or {@code {"messagesBase64":[..]}} as bytes.
 */
final class MessageBatches {

  /** The most messages in one put. */
  static final int MAX_MESSAGES = 1000;

  private MessageBatches() {}

  static List<Body> parse(String contentType, byte[] body) throws RequestFailed {
    return switch (mediaType(contentType)) {
      case "", "application/octet-stream", "text/plain" -> List.of(Body.of(body));
      case "application/json" -> batch(JsonBody.parse(body));
      default ->
          throw RequestFailed.badRequest(
              "Content-Type must be application/octet-stream, text/plain or application/json; got "
                  + contentType);
    };
  }

  private static List<Body> batch(JsonBody json) throws RequestFailed {
    if (json.has("messages") == json.has("messagesBase64")) {
      throw RequestFailed.badRequest("one of the fields messages and messagesBase64 is expected");
    }
    boolean texts = json.has("messages");
    List<String> values = json.texts(texts ? "messages" : "messagesBase64");
    if (values.isEmpty()) {
      throw RequestFailed.badRequest("a batch holds at least one message");
    }
    if (values.size() > MAX_MESSAGES) {
      throw new RequestFailed(
          ErrorCode.TOO_LARGE, "a batch may hold at most " + MAX_MESSAGES + " messages");
    }
    List<Body> bodies = new ArrayList<>(values.size());
    for (String value : values) {
      bodies.add(texts ? Body.of(value) : Body.of(decode(value)));
    }
    return bodies;
  }

  private static byte[] decode(String base64) throws RequestFailed {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw RequestFailed.badRequest("messagesBase64 holds a text that is not base 64");
    }
  }

  private static String mediaType(String contentType) {
    if (contentType == null) {
      return "";
    }
    int end = contentType.indexOf(';');
    String type = end < 0 ? contentType : contentType.substring(0, end);
    return type.strip().toLowerCase(Locale.ROOT);
  }
}
