package io.mq.shared.fault;

/**
 * A fault in force, as a node reports it. Immutable.
 *
 * @param id names it on that node: f1, f2, ...
 * @param spec with nothing left open
 * @param remainingMillis what was left of its lease
 */
public record FaultView(String id, FaultSpec spec, long remainingMillis) {}
