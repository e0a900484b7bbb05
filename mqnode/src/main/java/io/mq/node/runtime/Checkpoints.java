package io.mq.node.runtime;

import io.mq.node.raft.Entry;
import java.util.OptionalLong;

/**
 * Sums up what a replica applies, a stretch of entries at a time, so that replicas can be compared
 * at the very same index however far apart they are. A stretch costs no more than its checksums,
 * which the entries carry anyway.
 */
final class Checkpoints {

  /** Entries in a stretch; each ends at a multiple of it. */
  static final int SPACING = 64;

  /** An odd constant of good mixing (Steele, Lea, Flood: the golden gamma of SplitMix64). */
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

  private long hash;

  /** How many entries at the end of the applied ones {@link #hash} covers. */
  private int covered;

  /** The next entry; says whether a stretch ends with it. */
  boolean applied(Entry entry) {
    boolean first = entry.index().value() % SPACING == 1;
    covered = first ? 1 : covered + 1;
    hash = ((first ? 0 : hash) ^ entry.checksum() ^ entry.term().value() << 32) * MULTIPLIER;
    return entry.index().value() % SPACING == 0;
  }

  /** Of the stretch that has just ended; empty if this replica has not applied all of it. */
  OptionalLong entriesHash() {
    return covered == SPACING ? OptionalLong.of(hash) : OptionalLong.empty();
  }

  /** The state was replaced: what comes next is not what follows the entries so far. */
  void restored() {
    covered = 0;
  }
}
