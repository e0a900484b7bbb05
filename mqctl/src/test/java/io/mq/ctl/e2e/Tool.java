package io.mq.ctl.e2e;

import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The tool as a person has it: its launcher, run as a process, with a state folder of its own.
 * {@link #close} ends whatever nodes it has started, and removes the folder.
 */
final class Tool implements AutoCloseable {

  private static final long TIMEOUT_SECONDS = 150;

  private final Path state;
  private final Path launcher;
  private final Map<String, String> environment;

  Tool() throws IOException {
    this(Map.of());
  }

  /** With these variables in the environment as well. */
  Tool(Map<String, String> environment) throws IOException {
    this.environment = environment;
    state = Files.createTempDirectory("mqctl-e2e-");
    launcher = root().resolve("mqctl/bin/mqctl");
  }

  /** The folder that stands for a person's state. */
  Path state() {
    return state;
  }

  /** The program. */
  Path launcher() {
    return launcher;
  }

  /** The folder of the project. */
  static Path root() {
    return Path.of(System.getProperty("mq.home", "..")).toAbsolutePath().normalize();
  }

  /** How one call ended. */
  record Ended(int status, String out, String err) {

    /** What it printed on stdout, if it was done. */
    String done() {
      if (status != 0) {
        throw new AssertionError("exit code " + status + "\n" + out + err);
      }
      return out.strip();
    }

    @Override
    public String toString() {
      return "exit code " + status + ", stdout:\n" + out + "stderr:\n" + err;
    }
  }

  /** Runs one command, with the words divided at spaces. */
  Ended run(String words) throws IOException, InterruptedException {
    return run("", words.split(" "));
  }

  /** Runs one command with that on stdin. */
  Ended run(String in, String... words) throws IOException, InterruptedException {
    Path out = state.resolve("stdout");
    Path err = state.resolve("stderr");
    Process process = begin(in, out, err, words);
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("mqctl " + String.join(" ", words) + " did not end");
    }
    return new Ended(process.exitValue(), read(out), read(err));
  }

  /** Starts one command, with the words divided at spaces, and does not wait for its end. */
  Process begin(String words) throws IOException {
    return begin(
        "", state.resolve("begun-stdout"), state.resolve("begun-stderr"), words.split(" "));
  }

  private Process begin(String in, Path out, Path err, String... words) throws IOException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(List.of(words));
    Path stdin = Files.writeString(state.resolve("stdin"), in);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_STATE_HOME", state.toString());
    builder.environment().keySet().removeAll(List.of("MQ_CLUSTER", "MQNODE"));
    builder.environment().putAll(environment);
    builder.redirectInput(stdin.toFile());
    builder.redirectOutput(out.toFile());
    builder.redirectError(err.toFile());
    return builder.start();
  }

  /** The state of a cluster as the tool wrote it down. */
  JsonObject written(String cluster) throws IOException {
    return Json.parse(read(folder(cluster).resolve("cluster.json")));
  }

  /** The pid of the process between nodes of another make. */
  long proxiesPid(String cluster) throws IOException {
    return written(cluster).object("program").number("pid", -1);
  }

  /** Where a cluster's files are. */
  Path folder(String cluster) {
    return state.resolve("mqctl/clusters").resolve(cluster);
  }

  /** Where a cluster's nodes serve clients. */
  List<String> clientUrls(String cluster) throws IOException {
    List<String> urls = new ArrayList<>();
    for (JsonObject node : written(cluster).objects("nodes")) {
      urls.add("http://" + node.text("ip") + ":" + node.number("port", -1));
    }
    return urls;
  }

  /** The names of a cluster's nodes, in their order. */
  List<String> nodes(String cluster) throws IOException {
    List<String> names = new ArrayList<>();
    for (JsonObject node : written(cluster).objects("nodes")) {
      names.add(node.text("node"));
    }
    return names;
  }

  /** The pids of a cluster's nodes, in their order. */
  List<Long> pids(String cluster) throws IOException {
    List<Long> pids = new ArrayList<>();
    for (JsonObject node : written(cluster).objects("nodes")) {
      pids.add(node.number("pid", -1));
    }
    return pids;
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    endAll();
    try (Stream<Path> files = Files.walk(state)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Without the tool, which is what is being tested; a state that it lost need not be read. */
  private void endAll() {
    String clusters = state.resolve("mqctl/clusters").toString();
    ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(clusters))
        .forEach(
            process -> {
              process.destroyForcibly();
              process.onExit().join();
            });
  }
}
