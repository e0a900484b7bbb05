package io.mq.ctl.proxy;

import io.mq.shared.json.JsonObject;
import java.io.IOException;
import java.util.Locale;

/**
 * What a node says of itself in {@code GET /status}.
 *
 * @param role LEADER, FOLLOWER, CANDIDATE, or whatever else it said
 */
record NodeSaid(String role, long term) {

  static NodeSaid parse(JsonObject json) throws IOException {
    return new NodeSaid(json.text("role").toUpperCase(Locale.ROOT), json.number("term", 0));
  }
}
