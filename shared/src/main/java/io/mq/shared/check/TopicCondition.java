package io.mq.shared.check;

import io.mq.shared.history.Operation;
import io.mq.shared.history.OperationKind;
import io.mq.shared.history.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A topic is created once, and used only from then on. Histories know no deletion, and a topic may
 * be older than its history, so only a creation that succeeded says anything.
 */
final class TopicCondition implements Condition {

  @Override
  public Optional<Violation> find(TopicHistory history) {
    List<Operation> created =
        history.creations.stream().filter(o -> o.outcome() == Outcome.OK).toList();
    if (created.isEmpty()) {
      return Optional.empty();
    }
    if (created.size() > 1) {
      return Optional.of(
          Phrases.violation(
              ViolationKind.TOPIC_CREATED_TWICE,
              history,
              "topic "
                  + history.topic
                  + " was created twice: "
                  + Phrases.at(created.get(0).returnNanos())
                  + " and "
                  + Phrases.at(created.get(1).returnNanos())
                  + ".",
              created.subList(0, 2)));
    }
    return usedBefore(history, created.getFirst());
  }

  private static Optional<Violation> usedBefore(TopicHistory history, Operation creation) {
    List<Operation> users = new ArrayList<>(history.puts);
    for (Operation get : history.gets) {
      if (get != null) {
        users.add(get);
      }
    }
    return users.stream()
        .filter(user -> user.returnIndex() < creation.callIndex())
        .findFirst()
        .map(
            user ->
                Phrases.violation(
                    ViolationKind.TOPIC_BEFORE_CREATION,
                    history,
                    (user.kind() == OperationKind.ENQUEUE ? "a put to " : "a get from ")
                        + history.topic
                        + " succeeded "
                        + Phrases.at(user.returnNanos())
                        + ", before the call that created the topic "
                        + Phrases.at(creation.callNanos())
                        + ".",
                    List.of(user, creation)));
  }
}
