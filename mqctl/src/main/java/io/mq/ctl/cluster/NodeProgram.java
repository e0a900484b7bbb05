package io.mq.ctl.cluster;

import io.mq.shared.config.NodeOverrides;
import io.mq.shared.config.OtherProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a node is started. */
public interface NodeProgram {

  /** The words that start that node; a port that is 0, for it is not chosen yet, stays a name. */
  List<String> command(ClusterFolder folder, ClusterState state, NodeRecord node, boolean hasLog);

  /** The same for a node whose files are written, among them the log that it begins with. */
  default List<String> command(ClusterFolder folder, ClusterState state, NodeRecord node) {
    return command(folder, state, node, Files.exists(folder.initialFile(node.id())));
  }

  /** The variables it needs in its environment, without secrets. */
  Map<String, String> environment(ClusterState state, NodeRecord node);

  /** The variables that hold secrets. */
  Map<String, String> secrets(ClusterState state);

  /** The variables of the tool's own environment to which it pays heed unless they are set anew. */
  List<String> inherited();

  /** Starts one node, detached from the tool and in a folder of its own. */
  default ProcessIdentity start(ClusterFolder folder, ClusterState state, NodeRecord node) {
    Map<String, String> variables = new LinkedHashMap<>(secrets(state));
    variables.putAll(environment(state, node));
    return Detached.start(
        node.id().toString(),
        command(folder, state, node),
        variables,
        folder.nodeFolder(node.id()),
        folder.logFile(node.id()));
  }

  /**
   * The program of another make that is given, else the one that {@code $MQNODE} names, else the
   * one that was installed with the tool.
   *
   * @throws ClusterException if there is none
   */
  static NodeProgram find(Map<String, String> environment, Optional<OtherProgram> other) {
    if (other.isPresent()) {
      return new Other(other.get());
    }
    String named = environment.getOrDefault("MQNODE", "");
    Path program =
        named.isEmpty() ? installed("mqnode").toAbsolutePath() : Path.of(named).toAbsolutePath();
    if (!Files.isExecutable(program)) {
      throw ClusterException.failed(program + " is not there or not executable.");
    }
    return new Mqnode(program);
  }

  /**
   * The launcher of one of the two programs of this project.
   *
   * @throws ClusterException if this one was not started by its own launcher
   */
  static Path installed(String name) {
    String home = System.getProperty("mq.home", "");
    if (home.isEmpty()) {
      throw ClusterException.failed(
          "cannot tell where mqnode is; start mqctl by its launcher, or name mqnode in MQNODE.");
    }
    return Path.of(home, name, "bin", name);
  }

  /**
   * {@code mqnode CONFIG.json INDEX --data DIR}. One that has run before must find its data, and
   * one that came later joins.
   */
  record Mqnode(Path program) implements NodeProgram {

    @Override
    public List<String> command(
        ClusterFolder folder, ClusterState state, NodeRecord node, boolean hasLog) {
      List<String> command = new ArrayList<>();
      command.add(program.toString());
      command.add(folder.configFile(node.id()).toString());
      command.add(Integer.toString(state.indexOf(node.id())));
      command.add("--data");
      command.add(folder.dataFolder(node.id()).toString());
      if (node.hasData()) {
        command.add("--existing");
      }
      if (node.joins()) {
        command.add("--join");
      }
      if (hasLog) {
        command.add("--initial");
        command.add(folder.initialFile(node.id()).toString());
      }
      return command;
    }

    @Override
    public Map<String, String> environment(ClusterState state, NodeRecord node) {
      Map<String, String> variables = new LinkedHashMap<>();
      NodeOverrides own = node.overrides();
      own.heap().or(state::heap).ifPresent(heap -> variables.put("MQ_HEAP", heap));
      List<String> options = new ArrayList<>(state.jvmOptions());
      options.addAll(own.jvmOptions());
      if (!options.isEmpty()) {
        variables.put("MQ_JAVA_OPTS", String.join(" ", options));
      }
      return variables;
    }

    @Override
    public Map<String, String> secrets(ClusterState state) {
      Map<String, String> variables = new LinkedHashMap<>();
      variables.put("MQ_CLUSTER_SECRET", state.secret());
      variables.put("MQ_ADMIN_TOKEN", state.adminToken());
      return variables;
    }

    @Override
    public List<String> inherited() {
      return List.of("MQ_JAVA_HOME", "JAVA_HOME", "MQ_HEAP", "MQ_JAVA_OPTS");
    }
  }

  /** Whatever speaks the RRMQ API. */
  record Other(OtherProgram program) implements NodeProgram {

    @Override
    public List<String> command(
        ClusterFolder folder, ClusterState state, NodeRecord node, boolean hasLog) {
      Map<String, String> values = new LinkedHashMap<>();
      values.put("config", folder.configFile(node.id()).toString());
      values.put("index", Integer.toString(node.id().number() - 1));
      node.chosenPort().ifPresent(port -> values.put("port", port.toString()));
      node.chosenInternalPort().ifPresent(port -> values.put("internal_port", port.toString()));
      values.put("data", folder.dataFolder(node.id()).toString());
      return new ArrayList<>(program.command(values));
    }

    @Override
    public Map<String, String> environment(ClusterState state, NodeRecord node) {
      return Map.of();
    }

    @Override
    public Map<String, String> secrets(ClusterState state) {
      return Map.of();
    }

    @Override
    public List<String> inherited() {
      return List.of();
    }
  }
}
