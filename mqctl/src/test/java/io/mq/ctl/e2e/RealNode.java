package io.mq.ctl.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One mqnode process with its data directory; the process may come and go. */
final class RealNode {

  private static final Path LAUNCHER = launcher();

  private final int number;
  private final Path folder;
  private final Path config;
  private final int clientPort;
  private final int peerPort;
  private final String heap;
  private Process process;
  private boolean paused;

  RealNode(int number, Path folder, Path config, int clientPort, int peerPort, String heap) {
    this.number = number;
    this.folder = folder;
    this.config = config;
    this.clientPort = clientPort;
    this.peerPort = peerPort;
    this.heap = heap;
  }

  private static Path launcher() {
    Path root = Path.of(System.getProperty("mq.home", "..")).toAbsolutePath().normalize();
    return root.resolve("mqnode/bin/mqnode");
  }

  String id() {
    return "n" + number;
  }

  /** A file in its data directory. */
  Path file(String name) {
    return folder.resolve("data").resolve(name);
  }

  /** The exit status of {@code mqnode inspect} on its data directory. */
  int inspect() throws IOException, InterruptedException {
    Process inspect =
        new ProcessBuilder(LAUNCHER.toString(), "inspect", folder.resolve("data").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
            .start();
    if (!inspect.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("mqnode inspect takes more than 30 s");
    }
    return inspect.exitValue();
  }

  String clientUrl() {
    return "http://127.0.0.1:" + clientPort;
  }

  String peerUrl() {
    return "http://127.0.0.1:" + peerPort;
  }

  void start() throws IOException {
    if (isAlive()) {
      throw new IllegalStateException(id() + " runs already");
    }
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                LAUNCHER.toString(),
                config.toString(),
                Integer.toString(number - 1),
                "--data",
                folder.resolve("data").toString()));
    builder.environment().put("MQ_CLUSTER_SECRET", RealCluster.SECRET);
    builder.environment().put("MQ_ADMIN_TOKEN", RealCluster.TOKEN);
    builder.environment().put("MQ_HEAP", heap);
    builder.redirectErrorStream(true);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    process = builder.start();
    paused = false;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  /** Whether it runs and can answer. */
  boolean isAnswering() {
    return isAlive() && !paused;
  }

  /** SIGKILL, and waits until it is gone. */
  void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        throw new AssertionError(id() + " outlived SIGKILL");
      }
    }
  }

  /** SIGTERM; the exit status. */
  int terminate() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(15, TimeUnit.SECONDS)) {
      throw new AssertionError(id() + " did not stop within 15 s of SIGTERM; " + logTail());
    }
    return process.exitValue();
  }

  /** SIGSTOP. */
  void pause() throws IOException, InterruptedException {
    signal("STOP");
    paused = true;
  }

  /** SIGCONT. */
  void resume() throws IOException, InterruptedException {
    signal("CONT");
    paused = false;
  }

  private void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    if (!kill.waitFor(Duration.ofSeconds(5)) || kill.exitValue() != 0) {
      throw new AssertionError("kill -" + name + " " + id() + " failed");
    }
  }

  private Path log() {
    return folder.resolve("log");
  }

  /** The last lines that it printed. */
  String logTail() {
    try {
      List<String> lines = Files.readAllLines(log());
      return id()
          + " said:\n"
          + String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      return id() + " has no log: " + e.getMessage();
    }
  }
}
