package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.Term;
import java.util.ArrayList;
import java.util.List;

/**
 * The log behind the snapshot, all of it in memory, and how far it is committed and handed out.
 *
 * <p>Invariant: {@code snapshot <= applied <= commit <= last}.
 */
final class RaftLog {

  private SnapshotPoint snapshot;
  private final List<Entry> entries = new ArrayList<>();
  private LogIndex commitIndex;
  private LogIndex appliedIndex;

  RaftLog(SnapshotPoint snapshot, List<Entry> restored) {
    this.snapshot = snapshot;
    this.commitIndex = snapshot.index();
    this.appliedIndex = snapshot.index();
    restored.forEach(this::append);
  }

  SnapshotPoint snapshot() {
    return snapshot;
  }

  LogIndex firstIndex() {
    return snapshot.index().next();
  }

  LogIndex lastIndex() {
    return snapshot.index().plus(entries.size());
  }

  Term lastTerm() {
    return entries.isEmpty() ? snapshot.term() : entries.getLast().term();
  }

  LogIndex commitIndex() {
    return commitIndex;
  }

  LogIndex appliedIndex() {
    return appliedIndex;
  }

  /** Whether the term at {@code index} is known: from the snapshot's end to the last entry. */
  boolean knowsTermAt(LogIndex index) {
    return !index.isBefore(snapshot.index()) && !index.isAfter(lastIndex());
  }

  Term termAt(LogIndex index) {
    Check.that(knowsTermAt(index), "the log has a term for the index asked for", index);
    return index.equals(snapshot.index()) ? snapshot.term() : at(index).term();
  }

  Entry at(LogIndex index) {
    return entries.get(offset(index));
  }

  boolean matches(LogIndex index, Term term) {
    return knowsTermAt(index) && termAt(index).equals(term);
  }

  void append(Entry entry) {
    Check.that(
        entry.index().equals(lastIndex().next()), "entries are contiguous", entry.describe());
    Check.that(!entry.term().isBefore(lastTerm()), "terms do not fall", entry.describe());
    entries.add(entry);
  }

  /** Drops {@code from} and all behind it (lesson 18). */
  void truncate(LogIndex from) {
    Check.that(from.isAfter(commitIndex), "the log is cut above the commit index", from);
    entries.subList(offset(from), entries.size()).clear();
  }

  /** Forgets everything up to the end of {@code base}, whose entries are applied. */
  void compact(SnapshotPoint base) {
    Check.that(
        !base.index().isAfter(appliedIndex), "only what is applied is compacted", base.index());
    entries.subList(0, offset(base.index()) + 1).clear();
    snapshot = base;
  }

  /** Begins anew behind a snapshot that this log does not contain (lesson 22). */
  void restart(SnapshotPoint installed) {
    Check.that(
        installed.index().isAfter(commitIndex), "a snapshot takes nothing back", installed.index());
    entries.clear();
    snapshot = installed;
    commitIndex = installed.index();
    appliedIndex = installed.index();
  }

  /** The log time at {@code index}. */
  long timeMillisAt(LogIndex index) {
    return index.equals(snapshot.index()) ? snapshot.timeMillis() : at(index).timeMillis();
  }

  /** Entries from {@code from} on, up to {@code maxBytes} or one that is larger. */
  List<Entry> slice(LogIndex from, LogIndex to, long maxBytes) {
    List<Entry> slice = new ArrayList<>();
    long bytes = 0;
    for (LogIndex index = from; !index.isAfter(to); index = index.next()) {
      Entry entry = at(index);
      bytes += entry.sizeBytes();
      if (bytes > maxBytes && !slice.isEmpty()) {
        break;
      }
      slice.add(entry);
    }
    return slice;
  }

  /** The last index at or in front of {@code index} whose term is not above {@code term}. */
  LogIndex lastWithTermUpTo(LogIndex index, Term term) {
    LogIndex at = LogIndex.min(index, lastIndex());
    while (at.isAfter(snapshot.index()) && termAt(at).isAfter(term)) {
      at = at.previous();
    }
    return LogIndex.max(at, snapshot.index());
  }

  /** Bytes of the entries that are not committed. */
  long uncommittedBytes() {
    return bytesBetween(commitIndex, lastIndex());
  }

  /** Bytes of the entries behind {@code from}, up to {@code to}. */
  long bytesBetween(LogIndex from, LogIndex to) {
    return entries.subList(offset(from.next()), offset(to) + 1).stream()
        .mapToLong(Entry::sizeBytes)
        .sum();
  }

  void commit(LogIndex index) {
    Check.that(!index.isBefore(commitIndex), "the commit index does not fall", index);
    Check.that(!index.isAfter(lastIndex()), "only what the log holds is committed", index);
    commitIndex = index;
  }

  /** The next committed entries to apply, each handed out once. */
  List<Entry> takeCommitted(long maxBytes) {
    List<Entry> page = slice(appliedIndex.next(), commitIndex, maxBytes);
    appliedIndex = appliedIndex.plus(page.size());
    return page;
  }

  private int offset(LogIndex index) {
    return Math.toIntExact(index.value() - firstIndex().value());
  }
}
