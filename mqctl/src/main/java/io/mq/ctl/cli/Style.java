package io.mq.ctl.cli;

/**
 * Colours, for terminals only.
 *
 * @param coloured whether to use any
 */
record Style(boolean coloured) {

  private static final String RESET = "\u001b[0m";

  String heading(String text) {
    return paint("\u001b[1m", text);
  }

  /** What a script's narrator says. */
  String narrated(String text) {
    return paint("\u001b[36m", text);
  }

  /** Words that say how a node is doing have a colour; others are left as they are. */
  String word(String text) {
    return switch (text) {
      case "leader", "ok" -> paint("\u001b[32m", text);
      case "down", "silent", "problem" -> paint("\u001b[31m", text);
      case "paused", "candidate", "pre-candidate", "warning" -> paint("\u001b[33m", text);
      default -> text;
    };
  }

  private String paint(String colour, String text) {
    return coloured ? colour + text + RESET : text;
  }
}
