package io.mq.node.raft;

import java.util.List;
import java.util.OptionalLong;

/**
 * What a replica finds on its disk when it starts.
 *
 * @param hardState the last one made durable
 * @param snapshot the newest snapshot, or {@link SnapshotPoint#initial} with the initial members
 * @param entries the log behind the snapshot, contiguous from {@code snapshot.index + 1}
 * @param repair present if the disk may have lost anything that had been made durable: then the
 *     rest is only what is left, and the node stays out of the quorum until it is repaired (see
 *     {@code Repair}). Any number that no other start of this node has
 */
public record Restored(
    HardState hardState, SnapshotPoint snapshot, List<Entry> entries, OptionalLong repair) {

  /** Copies the list. */
  public Restored {
    entries = List.copyOf(entries);
  }

  /** What an undamaged disk holds. */
  public Restored(HardState hardState, SnapshotPoint snapshot, List<Entry> entries) {
    this(hardState, snapshot, entries, OptionalLong.empty());
  }

  /** The same as what is left of a damaged disk. */
  public Restored damaged(long repairId) {
    return new Restored(hardState, snapshot, entries, OptionalLong.of(repairId));
  }

  /** What a node finds that has never run. */
  public static Restored fresh(Configuration initial) {
    return new Restored(HardState.INITIAL, SnapshotPoint.initial(initial), List.of());
  }
}
