package io.mq.shared.wire;

import java.util.List;

/** A fault as a node reports it; {@code remainingMillis} is what is left of its lease. */
public record FaultView(
    String id,
    String effect,
    String direction,
    List<String> peers,
    long leaseMillis,
    long remainingMillis) {}
