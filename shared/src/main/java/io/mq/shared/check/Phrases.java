package io.mq.shared.check;

import io.mq.shared.history.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Words that the explanations share. */
final class Phrases {

  private static final int NAMED = 3;

  private Phrases() {}

  /** {@code at 12.30 ms}. */
  static String at(long nanos) {
    return "at " + Operation.millis(nanos);
  }

  /** {@code from 12.30 ms to 14.10 ms}. */
  static String fromTo(long fromNanos, long toNanos) {
    return "from " + Operation.millis(fromNanos) + " to " + Operation.millis(toNanos);
  }

  /** {@code m1, m2, m3 and 4 more}. */
  static String values(List<Operation> operations) {
    String named =
        operations.stream().limit(NAMED).map(Operation::value).collect(Collectors.joining(", "));
    int more = operations.size() - NAMED;
    return more > 0 ? named + " and " + more + " more" : named;
  }

  /** {@code 1 get} or {@code 5 gets}. */
  static String count(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** The operations in the order of their calls, each once. */
  static List<Operation> inOrder(List<Operation> operations) {
    return operations.stream()
        .distinct()
        .sorted(Comparator.comparingLong(Operation::callIndex))
        .toList();
  }

  /** A violation whose sub-history holds just the operations that its sentence speaks of. */
  static Violation violation(
      ViolationKind kind, TopicHistory history, String explanation, List<Operation> operations) {
    return violation(kind, history, explanation, operations, operations);
  }

  /** A violation with its evidence put in order. */
  static Violation violation(
      ViolationKind kind,
      TopicHistory history,
      String explanation,
      List<Operation> operations,
      List<Operation> subHistory) {
    return new Violation(
        kind, history.topic, explanation, inOrder(operations), inOrder(subHistory));
  }
}
