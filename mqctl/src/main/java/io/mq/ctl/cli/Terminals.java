package io.mq.ctl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Which of the three standard streams belong to a person at a terminal.
 *
 * @param in stdin
 * @param out stdout
 * @param err stderr
 */
public record Terminals(boolean in, boolean out, boolean err) {

  /** None: everything is piped. */
  public static final Terminals NONE = new Terminals(false, false, false);

  /** Asks the system, without loading a terminal library. */
  public static Terminals detect() {
    return new Terminals(isTerminal(0), isTerminal(1), isTerminal(2));
  }

  private static boolean isTerminal(int descriptor) {
    Path link = Path.of("/proc/self/fd/" + descriptor);
    try {
      if (Files.exists(Path.of("/proc/self/fd"))) {
        String target = Files.readSymbolicLink(link).toString();
        return target.startsWith("/dev/pts/")
            || target.startsWith("/dev/tty")
            || target.equals("/dev/console");
      }
    } catch (IOException | SecurityException e) {
      return false;
    }
    return System.console().isTerminal();
  }
}
