package io.mq.shared.check;

import io.mq.shared.history.Operation;
import java.util.List;
import java.util.Optional;

/** Condition 1, first half: a value came out that was never put. */
final class PhantomCondition implements Condition {

  @Override
  public Optional<Violation> find(TopicHistory history) {
    if (history.phantoms.isEmpty()) {
      return Optional.empty();
    }
    Operation get = history.phantoms.getFirst();
    Optional<Operation> refused =
        history.refusedPuts.stream().filter(put -> put.value().equals(get.value())).findFirst();
    String cameOut = get.value() + " came out " + Phrases.at(get.returnNanos());
    return Optional.of(
        refused
            .map(
                put ->
                    Phrases.violation(
                        ViolationKind.PHANTOM,
                        history,
                        cameOut
                            + ", although its put was refused "
                            + Phrases.at(put.returnNanos())
                            + " as something that did not happen.",
                        List.of(put, get)))
            .orElseGet(
                () ->
                    Phrases.violation(
                        ViolationKind.PHANTOM,
                        history,
                        cameOut + ", although nobody ever put it.",
                        List.of(get))));
  }
}
