package io.mq.node.storage;

import io.mq.node.raft.Entry;
import io.mq.node.raft.HardState;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.LogIndex;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The state that a log's records add up to: entries, hard state, mark. Records are replayed in the
 * order of the files, and an entry whose index the log already holds replaces that one and all
 * behind it.
 *
 * <p>Behind the first damage nothing is replayed any more, only collected.
 */
final class LogContents {

  /**
   * One segment.
   *
   * @param number its number
   * @param last the highest index of any entry ever written to it, zero without one
   * @param sizeBytes of the file
   * @param tail where its contents end
   */
  record Segment(long number, LogIndex last, long sizeBytes, SegmentScanner.Tail tail) {}

  final List<Segment> segments = new ArrayList<>();
  final List<Damage> damages = new ArrayList<>();
  final List<Entry> behind = new ArrayList<>();
  HardState hardState = HardState.INITIAL;
  boolean hardStateCertain = true;
  SnapshotPoint mark = RecordCodec.NO_MARK;

  /** The end of the last segment: its used bytes from the last batch on; for repair. */
  ByteBuffer lastBatchBytes = ByteBuffer.allocate(0);

  /** The offset behind the last byte of the last segment that is not zero. */
  int usedBytes;

  private final List<Entry> entries = new ArrayList<>();
  private boolean started;
  private LogIndex base = LogIndex.ZERO;
  private LogIndex lastInSegment = LogIndex.ZERO;

  void header(LogRecord.Header header) {
    lastInSegment = LogIndex.ZERO;
    if (!started && damages.isEmpty()) {
      base = header.last();
    }
    if (!started || !damages.isEmpty()) {
      mark = header.mark();
      hardState = header.hardState();
      hardStateCertain = true;
    }
    started = true;
  }

  void damage(Damage damage) {
    damages.add(damage);
    hardStateCertain = false;
  }

  /** Takes the next record; says what is wrong if it does not fit to those before. */
  Optional<String> record(LogRecord record) {
    return switch (record) {
      case LogRecord.State state -> {
        hardState = state.hardState();
        hardStateCertain = true;
        yield Optional.empty();
      }
      case LogRecord.Mark marked -> mark(marked);
      case LogRecord.Logged logged -> entry(logged.entry());
      case LogRecord.Batch _, LogRecord.Seal _, LogRecord.Header _, LogRecord.Owner _ ->
          Optional.of("a record stands where it does not belong");
    };
  }

  private Optional<String> entry(Entry entry) {
    lastInSegment = LogIndex.max(lastInSegment, entry.index());
    if (!damages.isEmpty()) {
      behind.add(entry);
      return Optional.empty();
    }
    LogIndex last = last();
    if (entry.index().isAfter(last.next())) {
      return Optional.of("entry " + entry.index() + " stands behind entry " + last);
    }
    if (!entry.index().isAfter(mark.index())) {
      return Optional.of("entry " + entry.index() + " is older than the snapshot " + mark.index());
    }
    if (entry.index().isAfter(base)) {
      long keep = entry.index().value() - base.value() - 1;
      entries.subList((int) keep, entries.size()).clear();
    } else {
      entries.clear();
      base = entry.index().previous();
    }
    entries.add(entry);
    return Optional.empty();
  }

  private Optional<String> mark(LogRecord.Mark marked) {
    mark = marked.mark();
    if (!damages.isEmpty()) {
      return Optional.empty();
    }
    if (!marked.keepsSuffix()) {
      entries.clear();
      base = mark.index();
    } else if (mark.index().isAfter(last())) {
      return Optional.of("the snapshot " + mark.index() + " is newer than the log " + last());
    }
    return Optional.empty();
  }

  void endSegment(long number, long sizeBytes, SegmentScanner.Tail tail) {
    segments.add(new Segment(number, lastInSegment, sizeBytes, tail));
  }

  /** The last index of the log. */
  LogIndex last() {
    return base.plus(entries.size());
  }

  /** The index in front of the first entry that is there. */
  LogIndex base() {
    return base;
  }

  /**
   * Whether the entries do not follow on the mark. Without damage, segments are missing; with it, a
   * later mark may be what is damaged, and the segments in front of it were deleted.
   */
  boolean hasGapBehindMark() {
    return base.isAfter(mark.index());
  }

  /** The entries behind the mark, none where they do not follow on it. */
  List<Entry> entries() {
    if (hasGapBehindMark()) {
      return List.of();
    }
    long covered = Math.clamp(mark.index().value() - base.value(), 0, entries.size());
    return List.copyOf(entries.subList((int) covered, entries.size()));
  }

  /** The mark, unless the log starts at index 1. */
  Optional<SnapshotPoint> markIfAny() {
    return mark.index().equals(LogIndex.ZERO) ? Optional.empty() : Optional.of(mark);
  }

  /** The highest batch number seen anywhere. */
  long highestBatch() {
    return segments.stream().mapToLong(s -> s.tail().highestNumber()).max().orElse(0);
  }

  Recovered.Damaged damaged() {
    List<Entry> before = entries();
    LogIndex first = LogIndex.min(last(), mark.index().plus(before.size())).next();
    if (!behind.isEmpty()) {
      first = LogIndex.min(first, behind.getFirst().index());
    }
    return new Recovered.Damaged(
        List.copyOf(damages),
        first,
        hardState,
        hardStateCertain,
        markIfAny(),
        before,
        List.copyOf(behind));
  }
}
