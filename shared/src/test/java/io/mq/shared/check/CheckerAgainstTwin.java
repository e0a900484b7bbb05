package io.mq.shared.check;

import io.mq.shared.history.Operation;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Compares the checker with its twin on random histories. As a program, with a number of histories
 * and a seed, it is the long run that the build does a slice of.
 */
final class CheckerAgainstTwin {

  private static final CheckSettings SETTINGS =
      new CheckSettings(0, Long.MAX_VALUE, Long.MAX_VALUE);

  /**
   * How many histories were compared, how many of them were right, and how many violations of each
   * kind the checker explained.
   */
  record Tally(long compared, long linearizable, Map<ViolationKind, Long> explained) {}

  private CheckerAgainstTwin() {}

  /**
   * Compares {@code count} histories of at most {@code largest} operations.
   *
   * @throws AssertionError at the first disagreement, with the history
   */
  static Tally compare(long seed, long count, int largest, boolean unique) {
    RandomHistories histories = new RandomHistories(new SplittableRandom(seed), largest, unique);
    QueueChecker checker = new QueueChecker(SETTINGS);
    long linearizable = 0;
    Map<ViolationKind, Long> explained = new EnumMap<>(ViolationKind.class);
    for (long i = 0; i < count; i++) {
      List<Operation> history = histories.next();
      boolean right = ExhaustiveTwin.linearizable(history);
      CheckReport report = checker.check(history);
      compare(history, right, report);
      report.violations().forEach(found -> explained.merge(found.kind(), 1L, Long::sum));
      linearizable += right ? 1 : 0;
    }
    return new Tally(count, linearizable, explained);
  }

  private static void compare(List<Operation> history, boolean right, CheckReport report) {
    boolean found = !(report.verdict() instanceof Verdict.Ok);
    require(found != right, "the twin says " + (right ? "right" : "wrong"), history, report);
    for (Violation violation : report.violations()) {
      require(
          !ExhaustiveTwin.linearizable(violation.subHistory()),
          "the sub-history of " + violation.kind() + " is linearizable",
          history,
          report);
      require(
          violation.subHistory().containsAll(violation.operations()),
          "the sub-history lacks operations that the explanation names",
          history,
          report);
    }
    require(report.accounting().lost() == 0 || found, "lost, yet OK", history, report);
    require(
        new LinearizationSearch(new TopicHistory("orders", history), SETTINGS).run()
            == (right
                ? LinearizationSearch.Answer.LINEARIZABLE
                : LinearizationSearch.Answer.NOT_LINEARIZABLE),
        "the search disagrees with the twin",
        history,
        report);
  }

  private static void require(
      boolean condition, String complaint, List<Operation> history, CheckReport report) {
    if (!condition) {
      StringBuilder text = new StringBuilder(complaint);
      text.append("\nchecker: ").append(report.verdict().line());
      for (Operation operation : history) {
        text.append("\n  ").append(operation.describe()).append(" ").append(operation.outcome());
      }
      throw new AssertionError(text.toString());
    }
  }

  /** Arguments: how many histories, and the first seed. Prints what was compared. */
  public static void main(String[] arguments) {
    long count = Long.parseLong(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    for (int largest = 3; largest <= 9; largest++) {
      System.out.println(
          "unique, up to " + largest + ": " + compare(seed + largest, count / 7, largest, true));
    }
    System.out.println("equal values, up to 7: " + compare(seed, count / 7, 7, false));
  }
}
