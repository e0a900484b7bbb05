package io.mq.shared.check;

import io.mq.shared.history.Operation;
import io.mq.shared.history.OperationKind;
import io.mq.shared.history.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Histories written as pictures, one line an operation, time from left to right:
 *
 * <pre>
 * c1 put m1   |--|
 * c2 get m1      |---|
 * c3 get         |-----?
 * c4 get -           |--|
 * </pre>
 *
 * A bar is a call or a return, a question mark an unknown outcome, {@code get -} found the topic
 * empty, and a cross in place of the second bar is a refusal. A column is a millisecond; events of
 * one column happen from top to bottom.
 */
final class Histories {

  private static final String TOPIC = "orders";

  private Histories() {}

  /** The operations of a picture, in the order of their calls. */
  static List<Operation> draw(String picture) {
    List<String> lines = picture.lines().filter(line -> !line.isBlank()).toList();
    List<Operation> operations = new ArrayList<>();
    for (int row = 0; row < lines.size(); row++) {
      String line = lines.get(row);
      int call = line.indexOf('|');
      String[] words = line.substring(0, call).trim().split(" +", -1);
      int end = line.stripTrailing().length() - 1;
      Outcome outcome =
          switch (line.charAt(end)) {
            case '|' -> Outcome.OK;
            case 'x' -> Outcome.FAIL;
            default -> Outcome.UNKNOWN;
          };
      String value = words.length < 3 || words[2].equals("-") ? null : words[2];
      operations.add(
          operation(
              row,
              words[0],
              kind(words[1]),
              value,
              outcome,
              (long) call * lines.size() + row,
              outcome == Outcome.UNKNOWN ? Operation.NEVER : (long) end * lines.size() + row,
              lines.size()));
    }
    operations.sort((a, b) -> Long.compare(a.callIndex(), b.callIndex()));
    return operations;
  }

  private static OperationKind kind(String word) {
    return switch (word) {
      case "put" -> OperationKind.ENQUEUE;
      case "get" -> OperationKind.DEQUEUE;
      case "create" -> OperationKind.CREATE_TOPIC;
      default -> throw new IllegalArgumentException("put, get or create; got " + word);
    };
  }

  /** An operation whose times in milliseconds are its event indexes. */
  static Operation operation(
      int number,
      String process,
      OperationKind kind,
      String value,
      Outcome outcome,
      long call,
      long end) {
    return operation(number, process, kind, value, outcome, call, end, 1);
  }

  private static Operation operation(
      int number,
      String process,
      OperationKind kind,
      String value,
      Outcome outcome,
      long call,
      long end,
      int perMilli) {
    return new Operation(
        number,
        process,
        kind,
        TOPIC,
        value,
        outcome,
        call,
        call / perMilli * 1_000_000,
        end,
        end == Operation.NEVER ? end : end / perMilli * 1_000_000,
        null,
        0,
        null);
  }
}
