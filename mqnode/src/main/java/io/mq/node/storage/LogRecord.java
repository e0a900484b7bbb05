package io.mq.node.storage;

import io.mq.node.raft.Entry;
import io.mq.node.raft.HardState;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.LogIndex;

/** One record of a file of the log; each is a checksummed frame on disk (see RecordCodec). */
sealed interface LogRecord {

  /** A log entry; its frame is the one that goes onto the wire. */
  record Logged(Entry entry) implements LogRecord {}

  /** Term and vote; the last one wins. */
  record State(HardState hardState) implements LogRecord {}

  /**
   * The log starts behind this mark from here on.
   *
   * @param keepsSuffix whether the entries behind it stay; otherwise the whole log is dropped
   */
  record Mark(SnapshotPoint mark, boolean keepsSuffix) implements LogRecord {}

  /**
   * Opens what is written between two forces.
   *
   * @param salt of this log; without it, a message that holds a copy of a log file could be taken
   *     for part of the log
   * @param number grows from batch to batch
   * @param bodyBytes the size of the records that follow
   * @param records their count
   */
  record Batch(long salt, long number, int bodyBytes, int records) implements LogRecord {}

  /**
   * Says that all batches up to {@code number} have been forced. It stands where the next batch
   * will be written, so it is never in the way.
   *
   * @param continued whether there is a next segment
   */
  record Seal(long salt, long number, boolean continued) implements LogRecord {}

  /**
   * Opens a segment. It repeats all state that earlier segments established, so they can be
   * deleted.
   *
   * @param segment its number
   * @param previousBatch the number of the last batch of all earlier segments; all were forced. 0
   *     where the log begins, or begins anew
   * @param last the index of the last entry of the log so far
   * @param hardState the hard state so far
   * @param mark the mark so far
   */
  record Header(
      long salt,
      Identity identity,
      long segment,
      long previousBatch,
      LogIndex last,
      HardState hardState,
      SnapshotPoint mark)
      implements LogRecord {

    /** Whether the log begins here: a segment has a successor only once it has a batch. */
    boolean isBeginning() {
      return previousBatch == 0;
    }
  }

  /** The content of the identity file. */
  record Owner(long salt, Identity identity) implements LogRecord {}
}
