package io.mq.node.api;

import com.fasterxml.jackson.core.JsonGenerator;
import io.mq.node.queue.Result.TopicInfo;
import java.io.IOException;

/** One topic's figures as JSON. */
final class TopicFigures {

  private TopicFigures() {}

  static void write(JsonGenerator out, TopicInfo info) throws IOException {
    out.writeStartObject();
    out.writeStringField("topic", info.topic());
    out.writeNumberField("ready", info.ready());
    out.writeNumberField("leased", info.leased());
    out.writeNumberField("nextMessageId", info.nextMessageId());
    out.writeNumberField("bytes", info.bytes());
    out.writeEndObject();
  }
}
