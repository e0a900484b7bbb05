package io.mq.shared.check;

import io.mq.shared.history.Operation;
import io.mq.shared.history.OperationKind;
import io.mq.shared.history.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Linearizability by its definition: tries every order. Slow, without any cleverness, and therefore
 * what the checker is measured against. For some ten operations at most.
 */
final class ExhaustiveTwin {

  private ExhaustiveTwin() {}

  /** Whether some order of one topic's operations is that of a queue. */
  static boolean linearizable(List<Operation> operations) {
    return orderExists(
        operations.stream().filter(o -> o.outcome() != Outcome.FAIL).toList(), List.of());
  }

  private static boolean orderExists(List<Operation> remaining, List<String> queue) {
    long firstReturn =
        remaining.stream().mapToLong(Operation::returnIndex).min().orElse(Operation.NEVER);
    if (firstReturn == Operation.NEVER) {
      // Only operations of unknown outcome are left, and they need not have happened.
      return true;
    }
    for (Operation operation : remaining) {
      if (operation.callIndex() < firstReturn) {
        List<String> after = after(operation, queue);
        if (after != null && orderExists(without(operation, remaining), after)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The queue after the operation, or null if a queue would have answered otherwise. */
  private static List<String> after(Operation operation, List<String> queue) {
    if (operation.kind() == OperationKind.ENQUEUE) {
      List<String> longer = new ArrayList<>(queue);
      longer.add(operation.value());
      return longer;
    }
    boolean anything = operation.outcome() == Outcome.UNKNOWN;
    if (queue.isEmpty()) {
      return anything || operation.foundEmpty() ? queue : null;
    }
    boolean fits = anything || queue.getFirst().equals(operation.value());
    return fits ? queue.subList(1, queue.size()) : null;
  }

  private static List<Operation> without(Operation gone, List<Operation> operations) {
    List<Operation> rest = new ArrayList<>(operations);
    rest.remove(gone);
    return rest;
  }
}
