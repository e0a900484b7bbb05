package io.mq.shared.wire;

/**
 * The answer to {@code POST /admin/snapshot}.
 *
 * @param index the last one that the snapshot covers
 */
public record SnapshotTaken(long index) {}
