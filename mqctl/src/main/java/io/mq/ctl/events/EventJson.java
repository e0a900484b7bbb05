package io.mq.ctl.events;

import io.mq.shared.json.JsonObject;
import io.mq.shared.wire.Checkpoint;
import io.mq.shared.wire.NodeEvent;
import java.io.IOException;

/** Reads {@link NodeEvent}s and {@link Checkpoint}s from their JSON. */
final class EventJson {

  private EventJson() {}

  static NodeEvent parse(JsonObject json) throws IOException {
    return new NodeEvent(
        json.number("id", 0),
        json.text("at"),
        json.text("node"),
        json.text("type"),
        json.text("text"),
        json.text("role", null),
        json.has("term") ? json.number("term") : null,
        json.text("leader", null),
        json.has("commitIndex") ? json.number("commitIndex") : null);
  }

  static Checkpoint checkpoint(JsonObject json) throws IOException {
    return new Checkpoint(
        json.text("node"),
        json.text("at"),
        json.number("index"),
        json.number("term"),
        Math.toIntExact(json.number("entries")),
        json.text("entriesHash", null),
        json.text("stateHash"));
  }
}
