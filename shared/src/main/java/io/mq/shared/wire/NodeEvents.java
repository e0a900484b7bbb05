package io.mq.shared.wire;

import java.util.List;

/** The answer to {@code GET /admin/events} without following: what the node still remembers. */
public record NodeEvents(List<NodeEvent> events) {}
