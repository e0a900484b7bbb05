package io.mq.shared.check;

import io.mq.shared.history.Operation;
import java.util.List;
import java.util.Optional;

/**
 * Leaves out one message after another for as long as the rest still violates the same condition.
 * Only whole messages go, for the reason that the package's words on smaller histories give.
 */
final class Shrinker {

  /** Above this many operations, evidence stays as found: each try costs a check of it. */
  private static final int OPERATIONS = 200;

  private Shrinker() {}

  static Violation shrink(Condition condition, Violation violation) {
    Violation smallest = violation;
    boolean smaller = violation.subHistory().size() <= OPERATIONS;
    while (smaller) {
      Optional<Violation> next = withoutOneMessage(condition, smallest);
      smaller = next.isPresent();
      smallest = next.orElse(smallest);
    }
    return smallest;
  }

  private static Optional<Violation> withoutOneMessage(Condition condition, Violation violation) {
    List<Operation> all = violation.subHistory();
    return all.stream()
        .map(Operation::value)
        .filter(value -> value != null)
        .distinct()
        .map(value -> all.stream().filter(o -> !value.equals(o.value())).toList())
        .flatMap(rest -> condition.find(new TopicHistory(violation.topic(), rest)).stream())
        .findFirst();
  }
}
