package io.mq.shared.id;

/**
 * A position in the replicated log. The first entry has index 1; {@link #ZERO} is the place before
 * it. Immutable.
 *
 * @param value 0 or more
 */
public record LogIndex(long value) implements Comparable<LogIndex> {

  /** The position before the first entry. */
  public static final LogIndex ZERO = new LogIndex(0);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if {@code value} is negative
   */
  public LogIndex {
    if (value < 0) {
      throw new IllegalArgumentException("a log index is 0 or more; got " + value);
    }
  }

  /** The position after this one. */
  public LogIndex next() {
    return new LogIndex(value + 1);
  }

  /**
   * The position before this one.
   *
   * @throws IllegalArgumentException at {@link #ZERO}
   */
  public LogIndex previous() {
    return new LogIndex(value - 1);
  }

  /** The position {@code count} entries further on; {@code count} may be negative. */
  public LogIndex plus(long count) {
    return new LogIndex(value + count);
  }

  /** Whether this position lies behind {@code other}. */
  public boolean isAfter(LogIndex other) {
    return value > other.value;
  }

  /** Whether this position lies in front of {@code other}. */
  public boolean isBefore(LogIndex other) {
    return value < other.value;
  }

  /** The smaller of two positions. */
  public static LogIndex min(LogIndex a, LogIndex b) {
    return a.value <= b.value ? a : b;
  }

  /** The larger of two positions. */
  public static LogIndex max(LogIndex a, LogIndex b) {
    return a.value >= b.value ? a : b;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LogIndex that && value == that.value;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(value);
  }

  @Override
  public int compareTo(LogIndex other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
