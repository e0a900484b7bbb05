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
 * How a node is started: {@code mqnode CONFIG.json INDEX --data DIR}, detached from the tool, so
 * that it outlives it and a Ctrl-C on the terminal does not reach it.
 */
public final class NodeProgram {

  private final Path program;

  private NodeProgram(Path program) {
    this.program = program;
  }

  /**
   * The program that {@code $MQNODE} names, else the one that was installed with the tool.
   *
   * @throws ClusterException if there is none
   */
  public static NodeProgram find(Map<String, String> environment) {
    String named = environment.getOrDefault("MQNODE", "");
    String home = System.getProperty("mq.home", "");
    Path program;
    if (!named.isEmpty()) {
      program = Path.of(named);
    } else if (!home.isEmpty()) {
      program = Path.of(home, "mqnode", "bin", "mqnode");
    } else {
      throw ClusterException.failed(
          "cannot tell where mqnode is; start mqctl by its launcher, or name mqnode in MQNODE.");
    }
    if (!Files.isExecutable(program)) {
      throw ClusterException.failed(program + " is not there or not executable.");
    }
    return new NodeProgram(program.toAbsolutePath());
  }

  /** Starts one node and returns its process. */
  ProcessIdentity start(ClusterFolder folder, ClusterState state, NodeRecord node) {
    int index = node.id().number() - 1;
    List<String> command = new ArrayList<>(detached());
    command.addAll(
        List.of(
            program.toString(),
            folder.configFile().toString(),
            Integer.toString(index),
            "--data",
            folder.dataFolder(node.id()).toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    environment.put("MQ_CLUSTER_SECRET", state.secret());
    environment.put("MQ_ADMIN_TOKEN", state.adminToken());
    state.heap().ifPresent(heap -> environment.put("MQ_HEAP", heap));
    if (!state.jvmOptions().isEmpty()) {
      environment.put("MQ_JAVA_OPTS", String.join(" ", state.jvmOptions()));
    }
    builder.directory(folder.path().resolve(node.id().toString()).toFile());
    builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.redirectErrorStream(true);
    builder.redirectOutput(Redirect.appendTo(folder.logFile(node.id()).toFile()));
    try {
      Process process = builder.start();
      Optional<ProcessIdentity> identity = Processes.identify(process.toHandle());
      return identity.orElseThrow(
          () -> ClusterException.failed(node.id() + " ended as soon as it was started."));
    } catch (IOException e) {
      throw ClusterException.failed("cannot start " + program + ": " + e.getMessage() + ".");
    }
  }

  /**
   * A session of its own, where that can be had. Both ways replace themselves by the program, so
   * that the pid stays the node's.
   */
  private static List<String> detached() {
    for (String setsid : List.of("/usr/bin/setsid", "/bin/setsid")) {
      if (Files.isExecutable(Path.of(setsid))) {
        return List.of(setsid);
      }
    }
    return List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$0\" \"$@\"");
  }
}
