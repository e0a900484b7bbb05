package io.mq.ctl.cluster;

import io.mq.ctl.cluster.UpPlan.Condition;
import io.mq.shared.config.ClusterFile;
import io.mq.shared.config.InitialState;
import io.mq.shared.config.NodeOverrides;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out what {@link Starting} would do, by looking alone. */
final class Planning {

  private final ClusterFolder folder;
  private final ClusterState state;
  private final NodeProgram program;
  private final Map<String, String> toolsEnvironment;

  Planning(
      ClusterFolder folder,
      ClusterState state,
      NodeProgram program,
      Map<String, String> toolsEnvironment) {
    this.folder = folder;
    this.state = state;
    this.program = program;
    this.toolsEnvironment = toolsEnvironment;
  }

  /**
   * The plan.
   *
   * @param begins what a cluster that does not exist yet begins with
   */
  UpPlan plan(Optional<ClusterFile> begins) {
    List<UpPlan.Node> nodes = new ArrayList<>();
    Optional<ClusterException> trouble = Optional.empty();
    for (NodeRecord record : state.nodes()) {
      UpPlan.Node node = node(record, begins);
      nodes.add(node);
      if (trouble.isEmpty() && node.condition().isToBeStarted()) {
        trouble = usedPort(record);
      }
    }
    boolean proxiesRun =
        state.program().flatMap(ProgramState::process).filter(Processes::isAlive).isPresent();
    boolean needsProxies = state.program().isPresent() && !proxiesRun;
    return new UpPlan(state.name(), begins.isPresent(), needsProxies, nodes, trouble);
  }

  private UpPlan.Node node(NodeRecord node, Optional<ClusterFile> begins) {
    Optional<ProcessIdentity> process = node.process().filter(Processes::isAlive);
    Optional<InitialState> initial =
        begins.isPresent()
            ? begins.get().nodes().get(state.indexOf(node.id())).initial()
            : waiting(node);
    List<String> command =
        begins.isPresent()
            ? program.command(folder, state, node, initial.isPresent())
            : program.command(folder, state, node);
    NodeOverrides own = node.overrides();
    return new UpPlan.Node(
        node.id(),
        condition(process, begins.isPresent()),
        process.map(ProcessIdentity::pid),
        node.ip(),
        node.chosenPort(),
        node.chosenInternalPort(),
        own.data().orElse(folder.dataFolder(node.id()).toString()),
        own.heap().or(state::heap),
        Stream.concat(state.jvmOptions().stream(), own.jvmOptions().stream()).toList(),
        own.timing().or(state::timing),
        initial,
        folder.nodeFolder(node.id()),
        environment(node),
        command);
  }

  private static Condition condition(Optional<ProcessIdentity> process, boolean isNew) {
    if (process.isEmpty()) {
      return isNew ? Condition.NEW : Condition.DOWN;
    }
    return Processes.isPaused(process.get()) ? Condition.PAUSED : Condition.RUNNING;
  }

  /** A log that lies ready for a node that has not run yet. */
  private Optional<InitialState> waiting(NodeRecord node) {
    Path file = folder.initialFile(node.id());
    if (node.hasData() || !Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(InitialState.parse(Files.readString(file)));
    } catch (IOException e) {
      throw ClusterException.failed(file + " cannot be used: " + e.getMessage() + ".");
    }
  }

  private Map<String, String> environment(NodeRecord node) {
    Map<String, String> variables = new LinkedHashMap<>();
    program.secrets(state).keySet().forEach(name -> variables.put(name, UpPlan.SECRET));
    for (String name : program.inherited()) {
      String value = toolsEnvironment.getOrDefault(name, "");
      if (!value.isEmpty()) {
        variables.put(name, value);
      }
    }
    variables.putAll(program.environment(state, node));
    return variables;
  }

  private Optional<ClusterException> usedPort(NodeRecord node) {
    return Stream.of(node.chosenPort(), node.chosenInternalPort())
        .flatMap(Optional::stream)
        .filter(port -> !FreePorts.isFree(node.ip(), port))
        .findFirst()
        .map(port -> Starting.portIsUsed(folder, node, port));
  }
}
