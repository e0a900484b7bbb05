package io.mq.node.sim;

import io.mq.node.raft.Configuration;
import io.mq.node.raft.Entry;
import io.mq.node.raft.EntryKind;
import io.mq.node.raft.HardState;
import io.mq.node.raft.Output;
import io.mq.node.raft.SnapshotPoint;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a log should hold, kept beside the log itself: of every entry its term, its log time and a
 * hash that covers it and all in front of it. Two logs with the same hash at an index are the same
 * up to there.
 */
final class LogMirror {

  private final long base;
  private long[] hashes = new long[256];
  private long[] terms = new long[256];
  private long[] times = new long[256];
  private long[] bytes = new long[256];
  private final TreeMap<Long, Configuration> configurations = new TreeMap<>();
  private int size;
  private HardState hardState = HardState.INITIAL;

  HardState hardState() {
    return hardState;
  }

  void hardState(HardState later) {
    hardState = later;
  }

  /**
   * A log that starts behind a snapshot and holds nothing yet.
   *
   * @param hash of the snapshot's last entry and all in front of it
   */
  LogMirror(SnapshotPoint point, long hash) {
    base = point.index().value();
    size = 1;
    hashes[0] = hash;
    terms[0] = point.term().value();
    times[0] = point.timeMillis();
    configurations.put(base, point.configuration());
  }

  /**
   * What the log is once it is in line with a snapshot: the same if it holds the snapshot's own
   * entry, else nothing but the snapshot (lessons 21 and 22).
   *
   * @param hash of the snapshot's entry and all in front of it
   */
  LogMirror inLineWith(SnapshotPoint point, long hash) {
    long index = point.index().value();
    if (index < base || (covers(index) && termAt(index) == point.term().value())) {
      return this;
    }
    LogMirror behind = new LogMirror(point, hash);
    behind.hardState = hardState;
    return behind;
  }

  private LogMirror(long base) {
    this.base = base;
  }

  /** An independent copy. */
  LogMirror copy() {
    LogMirror copy = new LogMirror(base);
    copy.configurations.putAll(configurations);
    copy.hashes = hashes.clone();
    copy.terms = terms.clone();
    copy.times = times.clone();
    copy.bytes = bytes.clone();
    copy.size = size;
    copy.hardState = hardState;
    return copy;
  }

  long lastIndex() {
    return base + size - 1;
  }

  long lastTerm() {
    return terms[size - 1];
  }

  boolean covers(long index) {
    return index >= base && index <= lastIndex();
  }

  /** Whether {@code index} lies in front of this log, in the snapshot that it starts behind. */
  boolean isCoveredBySnapshot(long index) {
    return index < base;
  }

  long hashAt(long index) {
    return hashes[(int) (index - base)];
  }

  long termAt(long index) {
    return terms[(int) (index - base)];
  }

  /** The log time at {@code index}. */
  long timeMillisAt(long index) {
    return times[(int) (index - base)];
  }

  /** The members as of {@code index}, and since which index they are. */
  Map.Entry<Long, Configuration> configurationAt(long index) {
    return configurations.floorEntry(index);
  }

  /** The size of all entries behind {@code index}. */
  long bytesBehind(long index) {
    return bytes[size - 1] - bytes[(int) (index - base)];
  }

  /** Whether both hold the same entry at {@code index}, and the same in front of it. */
  boolean agreesWith(LogMirror other, long index) {
    return covers(index) && other.covers(index) && hashAt(index) == other.hashAt(index);
  }

  /** Whether both hold the same log and hard state. */
  boolean equalTo(LogMirror other) {
    return lastIndex() == other.lastIndex()
        && agreesWith(other, lastIndex())
        && hardState.equals(other.hardState);
  }

  /** Takes over what a write writes. */
  void write(Output.Write write) {
    write.hardState().ifPresent(this::hardState);
    write.entries().forEach(this::put);
  }

  /**
   * Takes over an entry, which replaces the one at its index and all behind.
   *
   * @throws InvariantBroken if it does not follow on what is there
   */
  void put(Entry entry) {
    long index = entry.index().value();
    if (index <= base || index > lastIndex() + 1) {
      throw new InvariantBroken(
          "logs have no gaps", "entry " + entry.describe() + " behind a log up to " + lastIndex());
    }
    int at = (int) (index - base);
    if (at == hashes.length) {
      hashes = Arrays.copyOf(hashes, 2 * at);
      terms = Arrays.copyOf(terms, 2 * at);
      times = Arrays.copyOf(times, 2 * at);
      bytes = Arrays.copyOf(bytes, 2 * at);
    }
    if (entry.term().value() < terms[at - 1] || entry.timeMillis() < times[at - 1]) {
      throw new InvariantBroken(
          "terms and log time never fall along the log",
          "entry "
              + entry.describe()
              + " of "
              + entry.timeMillis()
              + " ms behind term "
              + terms[at - 1]
              + " and "
              + times[at - 1]
              + " ms");
    }
    if (index <= lastIndex()) {
      configurations.tailMap(index, true).clear();
    }
    if (entry.kind() == EntryKind.CONFIGURATION) {
      configurations.put(index, Configuration.decode(entry.payload()));
    }
    hashes[at] = Seeds.mix(hashes[at - 1] * 31 + entry.frame().getInt(4) * 7L + entry.sizeBytes());
    terms[at] = entry.term().value();
    times[at] = entry.timeMillis();
    bytes[at] = bytes[at - 1] + entry.sizeBytes();
    size = at + 1;
  }

  @Override
  public String toString() {
    return hardState.describe() + ", log up to " + lastTerm() + "/" + lastIndex();
  }
}
