package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.Term;
import java.util.List;

/**
 * What a replica finds on its disk when it starts.
 *
 * @param hardState the last one made durable
 * @param snapshotIndex the last index covered by the snapshot, zero without one
 * @param snapshotTerm the term of that index
 * @param configuration the members as of the snapshot, or the initial members
 * @param entries the log behind the snapshot, contiguous from {@code snapshotIndex + 1}
 */
public record Restored(
    HardState hardState,
    LogIndex snapshotIndex,
    Term snapshotTerm,
    Configuration configuration,
    List<Entry> entries) {

  /** What a node finds that has never run. */
  public static Restored fresh(Configuration initial) {
    return new Restored(HardState.INITIAL, LogIndex.ZERO, Term.ZERO, initial, List.of());
  }
}
