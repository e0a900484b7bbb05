package io.mq.ctl.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts processes that outlive the tool and that a Ctrl-C on its terminal does not reach.
 * Stateless.
 */
final class Detached {

  /**
   * The program is no child of the tool, but of a shell that ends at once: Java waits for a child
   * in native code, and a JVM that ends grants threads in native code 300 ms. What is printed goes
   * to the log, as the shell's complaints do; a program that is started this way ignores SIGINT.
   */
  private static final String SCRIPT = "\"$0\" \"$@\" >&2 & echo $!";

  private Detached() {}

  /**
   * Starts a program.
   *
   * @param what it is, for complaints
   * @param environment variables on top of the tool's own
   * @param log what it prints is appended to this file
   */
  static ProcessIdentity start(
      String what, List<String> command, Map<String, String> environment, Path folder, Path log) {
    List<String> whole = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT));
    whole.addAll(session());
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole);
    builder.environment().putAll(environment);
    builder.directory(folder.toFile());
    builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectError(Redirect.appendTo(log.toFile()));
    try {
      long pid = pidSaidBy(builder.start());
      return ProcessHandle.of(pid)
          .flatMap(Processes::identify)
          .orElseThrow(
              () ->
                  ClusterException.failed(
                      what + " ended as soon as it was started; what it said is in " + log + "."));
    } catch (IOException e) {
      throw ClusterException.failed("cannot start " + command.getFirst() + ": " + e.getMessage());
    }
  }

  private static long pidSaidBy(Process shell) throws IOException {
    try (InputStream out = shell.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.US_ASCII).strip();
      try {
        return Long.parseLong(said);
      } catch (NumberFormatException e) {
        throw new IOException("the shell told no pid, but \"" + said + "\"", e);
      }
    }
  }

  /**
   * What makes it a session of its own, where that can be had. It replaces itself by the program,
   * so that the pid stays the program's.
   */
  private static List<String> session() {
    for (String setsid : List.of("/usr/bin/setsid", "/bin/setsid")) {
      if (Files.isExecutable(Path.of(setsid))) {
        return List.of(setsid);
      }
    }
    return List.of("/bin/sh", "-c", "trap '' HUP; exec \"$0\" \"$@\"");
  }
}
