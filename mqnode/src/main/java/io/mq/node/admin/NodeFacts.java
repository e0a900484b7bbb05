package io.mq.node.admin;

import io.mq.shared.id.NodeId;
import java.time.Instant;
import java.util.Optional;

/**
 * What does not change while a node runs. Immutable.
 *
 * @param maxQueueBytes that the queues may roughly take of the heap while this node leads
 * @param lost what its disk was found to have lost at the start, if anything
 */
public record NodeFacts(
    NodeId node,
    String clusterId,
    String version,
    long pid,
    Instant startedAt,
    String dataDirectory,
    long maxQueueBytes,
    Optional<String> lost) {}
