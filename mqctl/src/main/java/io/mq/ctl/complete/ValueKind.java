package io.mq.ctl.complete;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.ArgSpec;

/**
 * What the value of an option or parameter is, which says how it is completed. Told by the label
 * that the help shows for it, so that a new command need do nothing about it.
 */
public enum ValueKind {
  /** A node or a selector of nodes; several may stand in one word, with commas. */
  NODES,
  /** A topic. */
  TOPICS,
  /** A cluster. */
  CLUSTERS,
  /** A cluster, or a dash for the one that was in use before. */
  CLUSTERS_TO_USE,
  /** A word of a command, for its help. */
  COMMANDS,
  /** A file or folder. */
  FILES,
  /** One of a few words that the option itself knows. */
  WORDS,
  /** Anything else. */
  ANYTHING;

  /** What that argument takes. */
  public static ValueKind of(ArgSpec argument) {
    if (!words(argument).isEmpty()) {
      return WORDS;
    }
    // FILE.cast is a file as well.
    return switch (argument.paramLabel().replaceFirst("\\..*", "")) {
      case "NODE", "GROUPS" -> NODES;
      case "TOPIC" -> TOPICS;
      case "CLUSTER", "CLUSTER|PID" -> CLUSTERS;
      case "CLUSTER|-" -> CLUSTERS_TO_USE;
      case "COMMAND" -> COMMANDS;
      case "FILE", "SCRIPT", "FOLDER", "DIR", "RUN" -> FILES;
      default -> ANYTHING;
    };
  }

  /** The words that an argument of {@link #WORDS} takes. */
  static List<String> words(ArgSpec argument) {
    if (argument.completionCandidates() == null) {
      return List.of();
    }
    List<String> words = new java.util.ArrayList<>();
    argument.completionCandidates().forEach(word -> words.add(word.toLowerCase(Locale.ROOT)));
    return words;
  }

  /** As the scripts of other shells call it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
