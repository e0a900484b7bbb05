package io.mq.ctl.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A person's terminal, by tmux: keys go in, and what stands on the screen is read. Each has a tmux
 * server of its own, which {@link #close} ends with all that runs in it.
 */
final class Screen implements AutoCloseable {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final int COLUMNS = 140;
  private static final int ROWS = 40;

  private final String socket;

  private Screen(String socket) {
    this.socket = socket;
  }

  /** Runs a command line of sh on a new screen. */
  static Screen of(Map<String, String> environment, String command)
      throws IOException, InterruptedException {
    String socket = "mq-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet();
    Screen screen = new Screen(socket);
    List<String> start = new ArrayList<>(List.of("-f", "/dev/null", "new-session", "-d"));
    start.addAll(List.of("-x", Integer.toString(COLUMNS), "-y", Integer.toString(ROWS)));
    environment.forEach((name, value) -> start.addAll(List.of("-e", name + "=" + value)));
    // The shell stays behind the command, so that its last words can be read.
    start.add(command + "; echo ended with $?; exec sleep 600");
    screen.tmux(start);
    return screen;
  }

  /** Types keys by their names in tmux, such as Enter, Tab, Up and C-c; other words as they are. */
  void type(String... keys) throws IOException, InterruptedException {
    for (String key : keys) {
      tmux(List.of("send-keys", "-t", "0", key));
    }
  }

  /** What stands on the screen, with the codes of its colours if asked for. */
  String text(boolean coloured) throws IOException, InterruptedException {
    return tmux(
        coloured
            ? List.of("capture-pane", "-p", "-e", "-t", "0")
            : List.of("capture-pane", "-p", "-t", "0"));
  }

  /** Waits until that stands on the screen. */
  void await(String shown) throws IOException, InterruptedException {
    await(shown, false);
  }

  /** The same with the codes of colours. */
  void awaitColoured(String shown) throws IOException, InterruptedException {
    await(shown, true);
  }

  private void await(String shown, boolean coloured) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String text = text(coloured);
    while (!text.contains(shown)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "\"" + shown + "\" did not come to stand on the screen:\n" + text.stripTrailing());
      }
      Thread.sleep(50);
      text = text(coloured);
    }
  }

  private String tmux(List<String> words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("tmux", "-u", "-L", socket));
    command.addAll(words);
    Path output = Files.createTempFile("mq-screen-", ".txt");
    try {
      Process tmux =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!tmux.waitFor(20, TimeUnit.SECONDS) || tmux.exitValue() != 0) {
        tmux.destroyForcibly();
        throw new AssertionError(String.join(" ", command) + ": " + Files.readString(output));
      }
      return Files.readString(output);
    } catch (IOException e) {
      throw new AssertionError(
          "these tests type at a terminal and need tmux, which is not there; install it (on Debian"
              + " and Ubuntu: apt-get install tmux).",
          e);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      tmux(List.of("kill-server"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
