package io.mq.node.storage;

import io.mq.node.raft.SnapshotPoint;

/**
 * A complete snapshot on the disk: the state, and the point that belongs to it, in one file (lesson
 * 24).
 *
 * @param name of the file
 * @param point what it covers
 * @param payloadBytes the size of the state in bytes
 */
public record SnapshotFile(String name, SnapshotPoint point, long payloadBytes) {}
