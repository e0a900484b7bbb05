package io.mq.node.api;

import io.mq.node.http.RequestFailed;
import io.mq.shared.wire.ErrorCode;
import java.nio.charset.StandardCharsets;

/** What may be a topic's name. */
final class TopicNames {

  /** The longest name in bytes of UTF-8. */
  static final int MAX_BYTES = 249;

  private TopicNames() {}

  /** Returns the name if it may be one. */
  static String check(String topic) throws RequestFailed {
    if (topic.isEmpty()) {
      throw RequestFailed.badRequest("a topic must not be empty");
    }
    if (topic.length() > MAX_BYTES || topic.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new RequestFailed(
          ErrorCode.TOO_LARGE, "a topic may have at most " + MAX_BYTES + " bytes of UTF-8");
    }
    for (int i = 0; i < topic.length(); i++) {
      if (Character.isISOControl(topic.charAt(i))) {
        throw RequestFailed.badRequest("a topic must not contain control characters");
      }
    }
    return topic;
  }
}
