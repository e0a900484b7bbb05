package io.mq.shared.check;

/** What can be said of a history. */
public sealed interface Verdict {

  /**
   * Every topic is linearizable.
   *
   * @param operations how many operations were judged
   */
  record Ok(int operations) implements Verdict {}

  /** At least one topic is not; this is the violation with the smallest evidence. */
  record Violated(Violation violation) implements Verdict {}

  /**
   * Nothing wrong was found, but nothing was proven either.
   *
   * @param reason one sentence for people
   */
  record Undecided(String reason) implements Verdict {}

  /** One line: {@code OK ...}, {@code VIOLATION ...} or {@code UNDECIDED ...}. */
  default String line() {
    return switch (this) {
      case Ok ok -> "OK " + ok.operations() + " operations, linearizable";
      case Violated violated ->
          "VIOLATION "
              + violated.violation().kind()
              + " in topic "
              + violated.violation().topic()
              + ": "
              + violated.violation().explanation();
      case Undecided undecided -> "UNDECIDED " + undecided.reason();
    };
  }
}
