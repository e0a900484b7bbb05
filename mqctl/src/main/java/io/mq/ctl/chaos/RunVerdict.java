package io.mq.ctl.chaos;

import io.mq.ctl.check.FileVerdict;
import io.mq.shared.check.CheckSettings;
import io.mq.shared.check.Verdict;
import io.mq.shared.check.Violation;
import io.mq.shared.history.Operation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run proves. Immutable.
 *
 * @param word what is to be made of it
 * @param reason one sentence
 * @param evidence lines that show it, operation by operation
 */
public record RunVerdict(
    Word word, String reason, List<String> evidence, FileVerdict history, RunFacts facts) {

  /** The three things that can be said. */
  public enum Word {
    /** Nothing that clients or nodes saw breaks a promise, and faults were at work. */
    OK,
    /** A promise was broken. */
    VIOLATION,
    /** Nothing wrong was seen, and too little to say more. */
    UNDECIDED
  }

  private static final int MOST_LEADERS = 10;

  /**
   * Judges a run by its folder.
   *
   * @throws IOException if its history cannot be read
   */
  static RunVerdict judge(RunFolder folder, RunFacts facts, int minimumAcknowledged)
      throws IOException {
    CheckSettings settings =
        new CheckSettings(
            minimumAcknowledged,
            CheckSettings.DEFAULT.searchSteps(),
            CheckSettings.DEFAULT.searchMemory());
    FileVerdict history = FileVerdict.judge(folder.history(), settings);
    Leaderships leaders = Leaderships.read(folder.events());
    if (history.report().verdict() instanceof Verdict.Violated(Violation violation)) {
      List<String> evidence = new ArrayList<>(history.evidence());
      evidence.addAll(leaders(leaders, violation));
      facts.findings().forEach(finding -> evidence.add("also " + describe(finding)));
      String reason =
          violation.kind() + " in topic " + violation.topic() + ": " + violation.explanation();
      return new RunVerdict(Word.VIOLATION, reason, evidence, history, facts);
    }
    if (!facts.findings().isEmpty()) {
      Finding first = facts.findings().getFirst();
      List<String> evidence = new ArrayList<>();
      facts.findings().stream().skip(1).forEach(more -> evidence.add("also " + describe(more)));
      leaders.during(first.nanos(), first.nanos()).stream()
          .map(Leaderships.Leadership::describe)
          .forEach(evidence::add);
      return new RunVerdict(Word.VIOLATION, describe(first), evidence, history, facts);
    }
    String doubt = doubt(history, facts);
    return doubt.isEmpty()
        ? new RunVerdict(Word.OK, whole(history, facts), List.of(), history, facts)
        : new RunVerdict(Word.UNDECIDED, doubt, List.of(), history, facts);
  }

  private static String describe(Finding finding) {
    return finding.kind()
        + " at "
        + Operation.millis(finding.nanos())
        + ": "
        + finding.explanation();
  }

  /** Who led while the operations of the violation were under way. */
  private static List<String> leaders(Leaderships leaders, Violation violation) {
    long from = violation.operations().stream().mapToLong(Operation::callNanos).min().orElse(0);
    long to =
        violation.operations().stream()
            .mapToLong(o -> o.returnNanos() == Operation.NEVER ? o.callNanos() : o.returnNanos())
            .max()
            .orElse(from);
    List<Leaderships.Leadership> all = leaders.during(from, to);
    List<String> lines = new ArrayList<>();
    all.stream().limit(MOST_LEADERS).map(Leaderships.Leadership::describe).forEach(lines::add);
    if (all.size() > MOST_LEADERS) {
      lines.add("and " + (all.size() - MOST_LEADERS) + " more leaders meanwhile");
    }
    return lines;
  }

  /** Why nothing is proven; empty if something is (lesson 44). */
  private static String doubt(FileVerdict history, RunFacts facts) {
    if (facts.stopped().isPresent()) {
      return facts.stopped().get();
    }
    if (facts.recovery().isPresent() && !facts.recovery().get().recovered()) {
      return "the cluster did not recover within "
          + facts.recovery().get().millis()
          + " ms after all faults were lifted: "
          + facts.recovery().get().trouble();
    }
    if (facts.drain().isPresent() && !facts.drain().get().trouble().isEmpty()) {
      return "the drain did not finish: " + facts.drain().get().trouble();
    }
    if (history.report().verdict() instanceof Verdict.Undecided(String reason)) {
      return reason;
    }
    boolean planned = !facts.schedule().faults().isEmpty();
    if (planned && facts.faults().stream().noneMatch(FaultRecord::tookEffect)) {
      return "no fault took effect, so nothing was put to the test";
    }
    return "";
  }

  private static String whole(FileVerdict history, RunFacts facts) {
    return history.history().operations().size()
        + " operations, linearizable; "
        + faults(facts)
        + "; recovered in "
        + facts.recovery().map(Recovery::millis).orElse(0L)
        + " ms";
  }

  private static String faults(RunFacts facts) {
    if (facts.schedule().faults().isEmpty()) {
      return "no faults";
    }
    List<String> parts = new ArrayList<>();
    facts.effective().forEach((kind, count) -> parts.add(count + " " + kind));
    return "faults that took effect: " + String.join(", ", parts);
  }

  /** What was counted, in lines for people. */
  public List<String> counts() {
    List<String> lines = new ArrayList<>();
    lines.add(history.counts());
    lines.add(faults(facts));
    if (facts.compared() > 0) {
      lines.add("stretches of the log held against another node's: " + facts.compared());
    }
    facts
        .recovery()
        .ifPresent(
            recovery ->
                lines.add(
                    recovery.recovered()
                        ? "recovered in " + recovery.millis() + " ms after all faults were lifted"
                        : "NOT RECOVERED within "
                            + recovery.millis()
                            + " ms: "
                            + recovery.trouble()));
    facts
        .drain()
        .ifPresent(
            drain ->
                lines.add(
                    "drained "
                        + drain.messages()
                        + " messages"
                        + (drain.trouble().isEmpty() ? "" : "; " + drain.trouble())));
    return lines;
  }

  /** The names of all that was wrong, such as {@code LOST}. */
  public List<String> kinds() {
    List<String> kinds = new ArrayList<>();
    history.report().violations().forEach(each -> kinds.add(each.kind().name()));
    facts.findings().forEach(each -> kinds.add(each.kind()));
    return kinds.stream().distinct().toList();
  }

  /** Everything, for programs: the names are stable. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("verdict", word.name());
    map.put("reason", reason);
    map.put("kinds", kinds());
    map.put("evidence", evidence);
    map.put("operations", (long) history.history().operations().size());
    map.put("faults", new LinkedHashMap<>(facts.effective()));
    map.put("stretches_compared", (long) facts.compared());
    facts
        .recovery()
        .ifPresent(
            recovery -> {
              map.put("recovered", recovery.recovered());
              map.put("recovery_ms", recovery.millis());
              map.put("recovery_trouble", recovery.trouble());
            });
    facts
        .drain()
        .ifPresent(
            drain -> {
              map.put("drained", (long) drain.messages());
              map.put("drain_trouble", drain.trouble());
            });
    map.put(
        "findings",
        facts.findings().stream()
            .map(each -> Map.of("kind", each.kind(), "explanation", each.explanation()))
            .toList());
    Map<String, Object> judged = history.asMap();
    map.put("violations", judged.get("violations"));
    map.put("accounting", judged.get("accounting"));
    return map;
  }
}
