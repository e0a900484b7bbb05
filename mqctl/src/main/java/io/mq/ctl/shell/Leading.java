package io.mq.ctl.shell;

import java.util.List;

/**
 * The words that only make sense in front of commands ({@link io.mq.ctl.script.Interpreter} carries
 * them out): how far they go, so that help with a line starts where its command does.
 */
final class Leading {

  /** The words by which a line may start, besides commands. */
  static final List<String> WORDS =
      List.of(
          "echo",
          "say",
          "sleep",
          "let",
          "repeat",
          "expect",
          "within",
          "timeout",
          "background",
          "exit",
          "quit");

  /** No command stands in that line. */
  static final int NO_COMMAND = Integer.MAX_VALUE;

  private Leading() {}

  /** How many words stand before the command of a line. */
  static int count(List<String> words) {
    int at = 0;
    while (at < words.size()) {
      int more = taken(words.subList(at, words.size()));
      if (more == 0 || more == NO_COMMAND) {
        return more == 0 ? at : NO_COMMAND;
      }
      at += more;
    }
    return at;
  }

  private static int taken(List<String> words) {
    return switch (words.getFirst()) {
      case "echo", "say", "sleep", "exit", "quit" -> NO_COMMAND;
      case "let", "repeat", "within", "timeout" -> 2;
      case "background" -> 1;
      case "wait" -> words.size() > 1 && words.get(1).equals("background") ? NO_COMMAND : 0;
      case "expect" -> {
        String what = words.size() > 1 ? words.get(1) : "";
        yield what.equals("exit") || what.equals("contains") ? 3 : 2;
      }
      default -> 0;
    };
  }
}
