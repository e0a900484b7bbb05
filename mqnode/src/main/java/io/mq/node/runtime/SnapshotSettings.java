package io.mq.node.runtime;

/**
 * When a replica takes a snapshot and shortens its log: as soon as one of the two is reached.
 *
 * @param everyBytes of entries applied since the last one
 * @param everyEntries applied since the last one
 */
public record SnapshotSettings(long everyBytes, long everyEntries) {

  /** Every 32 MiB or 250,000 entries. */
  public static final SnapshotSettings DEFAULT = new SnapshotSettings(32L << 20, 250_000);

  /** The log grows without bound: for replicas that have nowhere to put a snapshot. */
  public static final SnapshotSettings NEVER = new SnapshotSettings(Long.MAX_VALUE, Long.MAX_VALUE);
}
