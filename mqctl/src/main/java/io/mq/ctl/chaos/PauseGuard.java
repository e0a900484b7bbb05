package io.mq.ctl.chaos;

import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.NodeRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A paused process cannot lift its own fault when a lease ends, so a small process beside this one
 * does: it is told whom this program is about to pause, and when its input ends, because this
 * program is done or dead, it lets them all go on. To one that is not paused that does nothing.
 */
final class PauseGuard implements AutoCloseable {

  private static final String SCRIPT =
      "pids=; while read -r pid; do pids=\"$pids $pid\"; done;"
          + " for pid in $pids; do kill -CONT \"$pid\" 2>/dev/null; done";

  private Process process;

  void watch(NodeRecord node) {
    if (node.process().isEmpty()) {
      return;
    }
    try {
      if (process == null) {
        process = start();
      }
      OutputStream in = process.getOutputStream();
      in.write((node.process().get().pid() + "\n").getBytes(StandardCharsets.US_ASCII));
      in.flush();
    } catch (IOException e) {
      throw ClusterException.failed(
          node.id() + " is not paused, for nobody would resume it: " + e.getMessage() + ".");
    }
  }

  /** In a session of its own, so that what is sent to this program's group does not reach it. */
  private static Process start() throws IOException {
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      command.add("/usr/bin/setsid");
    }
    command.addAll(List.of("/bin/sh", "-c", SCRIPT));
    return new ProcessBuilder(command)
        .redirectOutput(Redirect.DISCARD)
        .redirectError(Redirect.DISCARD)
        .start();
  }

  @Override
  public void close() {
    if (process != null) {
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        process.destroy();
      }
    }
  }
}
