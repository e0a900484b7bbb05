package io.mq.node.raft;

import io.mq.shared.id.NodeId;

/**
 * A message and where it goes.
 *
 * @param to the receiver, never the sender itself
 */
public record Envelope(NodeId to, Message message) {}
