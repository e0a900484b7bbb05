package io.mq.shared.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges one topic by all conditions. Stateless. */
final class TopicChecker {

  /**
   * What was found of one topic.
   *
   * @param violations the first of each condition, with small evidence
   * @param undecided why the topic could not be judged, if it could not
   */
  record Result(List<Violation> violations, Optional<String> undecided) {}

  private static final List<Condition> FOR_ANY_VALUES =
      List.of(new TopicCondition(), new PhantomCondition(), new DuplicateCondition());

  private static final List<Condition> FOR_UNIQUE_VALUES =
      List.of(
          new BeforePutCondition(),
          new ReorderedCondition(),
          new LostCondition(),
          new EmptyCondition());

  private final CheckSettings settings;

  TopicChecker(CheckSettings settings) {
    this.settings = settings;
  }

  Result check(TopicHistory history) {
    List<Violation> violations = new ArrayList<>();
    find(FOR_ANY_VALUES, history, violations);
    if (history.valuesUnique) {
      find(FOR_UNIQUE_VALUES, history, violations);
    } else if (violations.isEmpty()) {
      return search(history);
    }
    return new Result(violations, Optional.empty());
  }

  private static void find(
      List<Condition> conditions, TopicHistory history, List<Violation> violations) {
    for (Condition condition : conditions) {
      condition
          .find(history)
          .map(violation -> Shrinker.shrink(condition, violation))
          .ifPresent(violations::add);
    }
  }

  private Result search(TopicHistory history) {
    return switch (new LinearizationSearch(history, settings).run()) {
      case LINEARIZABLE -> new Result(List.of(), Optional.empty());
      case NOT_LINEARIZABLE ->
          new Result(
              List.of(
                  Shrinker.shrink(
                      new SearchCondition(settings), SearchCondition.violation(history))),
              Optional.empty());
      case GAVE_UP ->
          new Result(
              List.of(),
              Optional.of(
                  "topic "
                      + history.topic
                      + " has equal messages, and the search among its orders reached its limit; "
                      + "use unique messages"));
    };
  }
}
