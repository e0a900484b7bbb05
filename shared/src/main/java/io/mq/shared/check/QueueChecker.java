package io.mq.shared.check;

import io.mq.shared.history.History;
import io.mq.shared.history.Operation;
import io.mq.shared.history.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges whole histories, topic by topic (linearizability is local: topics do not influence each
 * other). Near-linear in the operations where values are unique. Pure; safe for many threads.
 */
public final class QueueChecker {

  private final CheckSettings settings;

  /** A checker with the default limits. */
  public QueueChecker() {
    this(CheckSettings.DEFAULT);
  }

  /** A checker with these limits. */
  public QueueChecker(CheckSettings settings) {
    this.settings = settings;
  }

  /** Judges a history. */
  public CheckReport check(History history) {
    return check(history.operations());
  }

  /**
   * Judges operations of any number of topics.
   *
   * @param operations in the order of their calls
   */
  public CheckReport check(List<Operation> operations) {
    TopicChecker topicChecker = new TopicChecker(settings);
    Accountant accountant = new Accountant();
    List<Violation> violations = new ArrayList<>();
    Optional<String> undecided = Optional.empty();
    for (Map.Entry<String, List<Operation>> topic : byTopic(operations).entrySet()) {
      TopicHistory history = new TopicHistory(topic.getKey(), topic.getValue());
      TopicChecker.Result result = topicChecker.check(history);
      violations.addAll(result.violations());
      undecided = undecided.or(result::undecided);
      accountant.add(history);
    }
    violations.sort(
        Comparator.<Violation>comparingInt(violation -> violation.subHistory().size())
            .thenComparingLong(violation -> violation.subHistory().getLast().callIndex()));
    return new CheckReport(
        verdict(operations, violations, undecided), List.copyOf(violations), accountant.total());
  }

  private static Map<String, List<Operation>> byTopic(List<Operation> operations) {
    Map<String, List<Operation>> topics = new LinkedHashMap<>();
    for (Operation operation : operations) {
      topics.computeIfAbsent(operation.topic(), topic -> new ArrayList<>()).add(operation);
    }
    return topics;
  }

  private Verdict verdict(
      List<Operation> operations, List<Violation> violations, Optional<String> undecided) {
    if (!violations.isEmpty()) {
      return new Verdict.Violated(violations.getFirst());
    }
    if (undecided.isPresent()) {
      return new Verdict.Undecided(undecided.get());
    }
    long acknowledged = operations.stream().filter(o -> o.outcome() == Outcome.OK).count();
    if (acknowledged < settings.minimumAcknowledged()) {
      return new Verdict.Undecided(
          "only "
              + acknowledged
              + " operations are known to have taken effect; at least "
              + settings.minimumAcknowledged()
              + " are needed to prove anything");
    }
    return new Verdict.Ok(operations.size());
  }
}
