package io.mq.ctl.cluster;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts processes that outlive the tool and that a Ctrl-C on its terminal does not reach.
 * Stateless.
 */
final class Detached {

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
    List<String> whole = new ArrayList<>(prefix());
    whole.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(whole);
    builder.environment().putAll(environment);
    builder.directory(folder.toFile());
    builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectErrorStream(true);
    builder.redirectOutput(Redirect.appendTo(log.toFile()));
    try {
      Process process = builder.start();
      Optional<ProcessIdentity> identity = Processes.identify(process.toHandle());
      return identity.orElseThrow(
          () -> ClusterException.failed(what + " ended as soon as it was started."));
    } catch (IOException e) {
      throw ClusterException.failed("cannot start " + command.getFirst() + ": " + e.getMessage());
    }
  }

  /**
   * A session of its own, where that can be had. Both ways replace themselves by the program, so
   * that the pid stays the program's.
   */
  private static List<String> prefix() {
    for (String setsid : List.of("/usr/bin/setsid", "/bin/setsid")) {
      if (Files.isExecutable(Path.of(setsid))) {
        return List.of(setsid);
      }
    }
    return List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\"");
  }
}
