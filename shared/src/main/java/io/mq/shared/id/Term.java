package io.mq.shared.id;

/**
 * A Raft term: the logical clock of elections (Raft §5.1). Immutable.
 *
 * @param value 0 (no election has happened) or more
 */
public record Term(long value) implements Comparable<Term> {

  /** The term before the first election. */
  public static final Term ZERO = new Term(0);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if {@code value} is negative
   */
  public Term {
    if (value < 0) {
      throw new IllegalArgumentException("a term is 0 or more; got " + value);
    }
  }

  /** The term after this one. */
  public Term next() {
    return new Term(value + 1);
  }

  /** Whether this term is later than {@code other}. */
  public boolean isAfter(Term other) {
    return value > other.value;
  }

  /** Whether this term is earlier than {@code other}. */
  public boolean isBefore(Term other) {
    return value < other.value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Term that && value == that.value;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(value);
  }

  @Override
  public int compareTo(Term other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return "t" + value;
  }
}
