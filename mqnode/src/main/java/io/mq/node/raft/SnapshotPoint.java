package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.Term;

/**
 * What Raft must know of a snapshot (Raft §7).
 *
 * @param index the last index the snapshot covers
 * @param term the term of that index
 * @param timeMillis the log time there
 * @param configuration the members as of that index
 */
public record SnapshotPoint(
    LogIndex index, Term term, long timeMillis, Configuration configuration) {

  /** The place before the first entry of a log, where only the initial members are known. */
  public static SnapshotPoint initial(Configuration configuration) {
    return new SnapshotPoint(LogIndex.ZERO, Term.ZERO, 0, configuration);
  }

  /** {@code term/index}, as for entries. */
  public String describe() {
    return term.value() + "/" + index;
  }
}
