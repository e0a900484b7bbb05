package io.mq.shared.check;

import io.mq.shared.history.Operation;
import io.mq.shared.history.OperationKind;
import java.util.List;
import java.util.Optional;

/** Condition 2: more gets returned a value than puts can explain. */
final class DuplicateCondition implements Condition {

  @Override
  public Optional<Violation> find(TopicHistory history) {
    if (history.duplicates.isEmpty()) {
      return Optional.empty();
    }
    Operation second = history.duplicates.getFirst();
    List<Operation> all = Phrases.inOrder(history.operationsOn(second.value()));
    Operation first =
        all.stream().filter(o -> o.kind() == OperationKind.DEQUEUE).findFirst().orElse(second);
    long puts = all.stream().filter(o -> o.kind() == OperationKind.ENQUEUE).count();
    String explanation =
        second.value()
            + (puts == 1 ? " was put once" : " was put " + puts + " times")
            + (puts == 1 ? " and came out twice: to " : " and came out more often: to ")
            + first.process()
            + " "
            + Phrases.at(first.returnNanos())
            + " and to "
            + second.process()
            + " "
            + Phrases.at(second.returnNanos())
            + ".";
    List<Operation> evidence =
        puts == 1
            ? List.of(
                all.stream()
                    .filter(o -> o.kind() == OperationKind.ENQUEUE)
                    .findFirst()
                    .orElseThrow(),
                first,
                second)
            : all;
    return Optional.of(Phrases.violation(ViolationKind.DUPLICATE, history, explanation, evidence));
  }
}
