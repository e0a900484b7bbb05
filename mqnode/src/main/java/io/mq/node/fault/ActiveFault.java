package io.mq.node.fault;

/**
 * A fault in force. Immutable.
 *
 * @param id names it on this node: f1, f2, ...
 * @param leaseMillis how long it was asked to last
 * @param remainingMillis what was left of the lease when this picture was taken
 */
public record ActiveFault(String id, Fault fault, long leaseMillis, long remainingMillis) {}
