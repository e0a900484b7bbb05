package io.mq.ctl.check;

import io.mq.shared.check.Accounting;
import io.mq.shared.check.CheckReport;
import io.mq.shared.check.CheckSettings;
import io.mq.shared.check.QueueChecker;
import io.mq.shared.check.Verdict;
import io.mq.shared.check.Violation;
import io.mq.shared.history.History;
import io.mq.shared.history.HistoryReader;
import io.mq.shared.history.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One history file and what the checker says of it. Immutable.
 *
 * @param file where the history was read from
 */
public record FileVerdict(Path file, History history, CheckReport report) {

  /** The most operations and faults that {@link #evidence} lists. */
  private static final int LISTED = 30;

  /**
   * Reads and judges a file.
   *
   * @throws io.mq.shared.history.HistoryFormatException if it is not a history
   * @throws IOException if it cannot be read
   */
  public static FileVerdict judge(Path file, CheckSettings settings) throws IOException {
    History history = HistoryReader.read(file);
    return new FileVerdict(file, history, new QueueChecker(settings).check(history));
  }

  /** {@code FILE: OK ...}, {@code FILE: VIOLATION ...} or {@code FILE: UNDECIDED ...}. */
  public String line() {
    return file + ": " + report.verdict().line();
  }

  /** The violation that the verdict speaks of, operation by operation; empty without one. */
  public List<String> evidence() {
    if (!(report.verdict() instanceof Verdict.Violated(Violation violation))) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    List<Operation> operations = violation.subHistory();
    operations.stream().limit(LISTED).map(Operation::describe).forEach(lines::add);
    if (operations.size() > LISTED) {
      lines.add("and " + (operations.size() - LISTED) + " more operations");
    }
    lines.addAll(faults(violation));
    report.violations().stream()
        .skip(1)
        .limit(LISTED)
        .forEach(more -> lines.add("also " + more.kind() + ": " + more.explanation()));
    return lines;
  }

  /** The faults in force while an operation of the violation was under way. */
  private List<String> faults(Violation violation) {
    return violation.operations().stream()
        .limit(LISTED)
        .flatMap(operation -> history.faultsDuring(operation).stream())
        .distinct()
        .limit(LISTED)
        .map(
            fault ->
                "fault in force: "
                    + fault.action()
                    + (fault.node() == null ? "" : " " + fault.node())
                    + (fault.detail() == null ? "" : " (" + fault.detail() + ")")
                    + " from "
                    + Operation.millis(fault.timeNanos()))
        .toList();
  }

  /**
   * What was counted, in a sentence. A message not seen again may still be in its topic, or a get
   * of unknown outcome took it; only where neither is possible it is certainly lost.
   */
  public String counts() {
    Accounting counted = report.accounting();
    return counted.acknowledgedPuts()
        + " puts acknowledged, "
        + counted.deliveries()
        + " messages out, "
        + counted.emptyGets()
        + " empty gets, "
        + (counted.unknownPuts() + counted.unknownGets())
        + " outcomes unknown; not seen again "
        + counted.unaccounted()
        + " (certainly lost "
        + counted.lost()
        + ")"
        + ", duplicated "
        + counted.duplicated()
        + ", reordered "
        + counted.reordered()
        + ", made up "
        + counted.phantoms();
  }

  /** Everything, for programs: the names are stable. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("file", file.toString());
    map.put("verdict", word());
    map.put("reason", report.verdict().line().substring(word().length() + 1));
    map.put("truncated", history.truncated());
    map.put("violations", report.violations().stream().map(FileVerdict::asMap).toList());
    map.put("accounting", asMap(report.accounting()));
    return map;
  }

  private String word() {
    return switch (report.verdict()) {
      case Verdict.Ok ok -> "OK";
      case Verdict.Violated violated -> "VIOLATION";
      case Verdict.Undecided undecided -> "UNDECIDED";
    };
  }

  private static Map<String, Object> asMap(Violation violation) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", violation.kind().name());
    map.put("topic", violation.topic());
    map.put("explanation", violation.explanation());
    map.put("ops", violation.operations().stream().map(Operation::op).toList());
    map.put("sub_history", violation.subHistory().stream().map(Operation::op).toList());
    return map;
  }

  private static Map<String, Object> asMap(Accounting counted) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("acknowledged_puts", counted.acknowledgedPuts());
    map.put("refused_puts", counted.refusedPuts());
    map.put("unknown_puts", counted.unknownPuts());
    map.put("deliveries", counted.deliveries());
    map.put("empty_gets", counted.emptyGets());
    map.put("unknown_gets", counted.unknownGets());
    map.put("lost", counted.lost());
    map.put("unaccounted", counted.unaccounted());
    map.put("duplicated", counted.duplicated());
    map.put("phantoms", counted.phantoms());
    map.put("reordered", counted.reordered());
    map.put("lost_values", counted.lostValues());
    map.put("duplicated_values", counted.duplicatedValues());
    map.put("phantom_values", counted.phantomValues());
    map.put("reordered_values", counted.reorderedValues());
    return map;
  }
}
