package io.mq.node.storage;

import io.mq.node.raft.Configuration;
import io.mq.node.raft.Entry;
import io.mq.node.raft.HardState;
import io.mq.node.raft.Restored;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.LogIndex;
import java.util.List;
import java.util.Optional;

/** What {@link SegmentedLog#open} found. */
public sealed interface Recovered {

  /** One sentence for the log and for the user. */
  String describe();

  /**
   * Everything that was ever forced is there.
   *
   * @param log ready for use; the caller closes it
   * @param hardState the last one written
   * @param mark where the log starts, empty if at index 1
   * @param entries the log behind the mark, contiguous
   * @param cutBytes how many bytes of an unfinished last batch were removed, 0 after a clean stop
   */
  record Intact(
      SegmentedLog log,
      HardState hardState,
      Optional<SnapshotPoint> mark,
      List<Entry> entries,
      long cutBytes)
      implements Recovered {

    /**
     * The same for the Raft core.
     *
     * @param initial the members of a log without a mark
     */
    public Restored restored(Configuration initial) {
      return new Restored(hardState, mark.orElseGet(() -> SnapshotPoint.initial(initial)), entries);
    }

    @Override
    public String describe() {
      long first = mark.map(point -> point.index().value()).orElse(0L) + 1;
      String cut = cutBytes == 0 ? "" : ", an unfinished batch of " + cutBytes + " bytes was cut";
      return "the log is intact: " + entries.size() + " entries from index " + first + cut;
    }
  }

  /**
   * Something that was forced cannot be read back. The files are untouched. A damaged record is
   * unknown, never absent (lesson 16): the node must neither vote nor lead on what is left (lesson
   * 17).
   *
   * @param damages every damaged place found, in file order, at least one
   * @param firstDamagedIndex the first index whose entry is not known for sure: behind {@code
   *     before}, or earlier where an entry read later replaces one of those
   * @param hardState the last one that could be read
   * @param hardStateCertain whether {@code hardState} really is the last one written; if not, it is
   *     only a lower bound
   * @param mark the last readable mark
   * @param before the entries in front of the first damage, contiguous behind the mark
   * @param behind entries that could be read behind the first damage, in file order; entries
   *     between them may be missing or replaced
   */
  record Damaged(
      List<Damage> damages,
      LogIndex firstDamagedIndex,
      HardState hardState,
      boolean hardStateCertain,
      Optional<SnapshotPoint> mark,
      List<Entry> before,
      List<Entry> behind)
      implements Recovered {

    @Override
    public String describe() {
      return "the log is damaged in "
          + damages.getFirst().describe()
          + (damages.size() > 1 ? " (and " + (damages.size() - 1) + " more places)" : "")
          + ", and the entries from index "
          + firstDamagedIndex
          + " on may be lost";
    }
  }
}
