package io.mq.ctl.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * A process of this user, as {@code /proc} showed it a moment ago.
 *
 * @param parent the pid of the process that started it, or 0
 * @param words its command line
 * @param folder in which it runs; it may have been deleted since
 */
public record OwnProcess(ProcessIdentity identity, long parent, List<String> words, Path folder) {

  private static final int MAX_COMMAND = 90;
  private static final List<String> CLASS_PATH = List.of("-cp", "-classpath", "--class-path");

  /** Copies the list. */
  public OwnProcess {
    words = List.copyOf(words);
  }

  /** Its pid. */
  public long pid() {
    return identity.pid();
  }

  /** Its pid and as much of its command line as fits into a sentence. */
  public String describe() {
    String command = String.join(" ", telling());
    return "pid "
        + pid()
        + " ("
        + (command.length() > MAX_COMMAND ? command.substring(0, MAX_COMMAND) + "..." : command)
        + ")";
  }

  /** Without the flags of a JVM, among which nobody would find the program. */
  private List<String> telling() {
    if (!words.getFirst().endsWith("java")) {
      return words;
    }
    for (int i = 1; i < words.size(); i++) {
      if (CLASS_PATH.contains(words.get(i))) {
        i++;
      } else if (!words.get(i).startsWith("-")) {
        return words.subList(i, words.size());
      }
    }
    return words;
  }
}
