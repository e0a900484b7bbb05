package io.mq.shared.wire;

/**
 * The body of {@code POST /admin/election} and of its answer.
 *
 * @param afterMillis when it is to begin, so that several nodes can begin together; null for at
 *     once
 */
public record ForcedElection(Long afterMillis) {}
