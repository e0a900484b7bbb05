package io.mq.shared.check;

import io.mq.shared.history.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** No order of the operations fits a queue, as far as the search could see within its limits. */
final class SearchCondition implements Condition {

  private final CheckSettings settings;

  SearchCondition(CheckSettings settings) {
    this.settings = settings;
  }

  @Override
  public Optional<Violation> find(TopicHistory history) {
    return new LinearizationSearch(history, settings).run()
            == LinearizationSearch.Answer.NOT_LINEARIZABLE
        ? Optional.of(violation(history))
        : Optional.empty();
  }

  static Violation violation(TopicHistory history) {
    List<Operation> all = new ArrayList<>(history.puts);
    for (Operation get : history.gets) {
      if (get != null) {
        all.add(get);
      }
    }
    all.addAll(history.empties);
    all.addAll(history.unknownGets);
    return Phrases.violation(
        ViolationKind.NOT_LINEARIZABLE,
        history,
        "no order of these "
            + Phrases.count(all.size(), "operation")
            + " is that of a queue, with each between its call and its return.",
        all);
  }
}
