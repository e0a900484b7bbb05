package io.mq.node.raft;

import java.util.List;

/**
 * What a replica finds on its disk when it starts.
 *
 * @param hardState the last one made durable
 * @param snapshot the newest snapshot, or {@link SnapshotPoint#initial} with the initial members
 * @param entries the log behind the snapshot, contiguous from {@code snapshot.index + 1}
 */
public record Restored(HardState hardState, SnapshotPoint snapshot, List<Entry> entries) {

  /** Copies the list. */
  public Restored {
    entries = List.copyOf(entries);
  }

  /** What a node finds that has never run. */
  public static Restored fresh(Configuration initial) {
    return new Restored(HardState.INITIAL, SnapshotPoint.initial(initial), List.of());
  }
}
