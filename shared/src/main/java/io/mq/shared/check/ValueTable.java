package io.mq.shared.check;

import io.mq.shared.history.Operation;
import java.util.Arrays;
import java.util.List;

/**
 * Hands out puts by their value, each once: open addressing over put numbers, without an object per
 * entry. Puts of the same value form a chain from the first one.
 */
final class ValueTable {

  /** The answer of {@link #claim} for a value that no put has. */
  static final int NO_SUCH_VALUE = -1;

  /** The answer of {@link #claim} when every put with the value was handed out before. */
  static final int ALL_CLAIMED = -2;

  private static final int NONE = -1;

  private final List<Operation> puts;
  private final int[] slots;

  /** The next put with the same value, by put. */
  private final int[] next;

  /** The last put with the same value, by the first one. */
  private final int[] last;

  /** The next put to hand out, by the first one with its value. */
  private final int[] unclaimed;

  private boolean unique = true;

  ValueTable(List<Operation> puts) {
    this.puts = puts;
    this.slots = new int[Integer.highestOneBit(Math.max(1, puts.size())) * 4];
    this.next = new int[puts.size()];
    this.last = new int[puts.size()];
    this.unclaimed = new int[puts.size()];
    Arrays.fill(slots, NONE);
    Arrays.fill(next, NONE);
    for (int put = 0; put < puts.size(); put++) {
      insert(put);
    }
  }

  private void insert(int put) {
    int slot = slotOf(puts.get(put).value());
    int first = slots[slot];
    if (first == NONE) {
      slots[slot] = put;
      last[put] = put;
      unclaimed[put] = put;
    } else {
      next[last[first]] = put;
      last[first] = put;
      unique = false;
    }
  }

  /** Whether no value occurred twice. */
  boolean unique() {
    return unique;
  }

  /** The first put with this value not handed out yet. */
  int claim(String value) {
    int first = slots[slotOf(value)];
    if (first == NONE) {
      return NO_SUCH_VALUE;
    }
    int put = unclaimed[first];
    if (put == NONE) {
      return ALL_CLAIMED;
    }
    unclaimed[first] = next[put];
    return put;
  }

  private int slotOf(String value) {
    int mask = slots.length - 1;
    int hash = value.hashCode() * 0x9E3779B9;
    int slot = (hash ^ (hash >>> 15)) & mask;
    while (slots[slot] != NONE && !puts.get(slots[slot]).value().equals(value)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }
}
