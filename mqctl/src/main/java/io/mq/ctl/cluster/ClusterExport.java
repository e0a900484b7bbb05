package io.mq.ctl.cluster;

import io.mq.shared.config.ClusterFile;
import io.mq.shared.config.ClusterFileWriter;
import io.mq.shared.config.OtherProgram;
import io.mq.shared.id.NodeId;
import io.mq.shared.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A cluster that exists, as files for others: never with its secrets. Stateless. */
public final class ClusterExport {

  private ClusterExport() {}

  /** A cluster file that makes the same nodes at the same ports, with what it leaves out above. */
  public static String yaml(ClusterState state) {
    StringBuilder text = new StringBuilder();
    text.append("# Cluster ").append(state.name()).append(" as it is now. It can be made again");
    text.append(" from this file when it is gone, for its\n# ports");
    text.append(
        state.nodes().stream().anyMatch(node -> node.overrides().data().isPresent())
            ? " and data folders are pinned"
            : " are pinned");
    text.append(": mqctl cluster down --purge, then mqctl cluster up -f FILE.\n");
    text.append("# Not in here: messages and logs, faults, and secrets, which are made anew.\n");
    numbers(state).ifPresent(text::append);
    return text.append(ClusterFileWriter.yaml(file(state))).toString();
  }

  /** What it takes to make it again. */
  static ClusterFile file(ClusterState state) {
    return new ClusterFile(
        Optional.of(state.name()),
        state.nodes().stream()
            .map(
                node ->
                    new ClusterFile.Node(
                        node.ip(),
                        Optional.of(node.port()),
                        Optional.of(node.internalPort()),
                        node.overrides(),
                        Optional.empty()))
            .toList(),
        state.timing(),
        state.snapshots(),
        state.heap(),
        state.jvmOptions(),
        Optional.empty(),
        state.program().map(ProgramState::program));
  }

  /** A new cluster counts its nodes from n1 on. */
  private static Optional<String> numbers(ClusterState state) {
    List<NodeId> nodes = state.nodes().stream().map(NodeRecord::id).toList();
    List<String> renamed = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      NodeId counted = new NodeId(i + 1);
      if (!nodes.get(i).equals(counted)) {
        renamed.add(nodes.get(i) + " becomes " + counted);
      }
    }
    return renamed.isEmpty()
        ? Optional.empty()
        : Optional.of("# Nodes are counted from n1 on: " + String.join(", ", renamed) + ".\n");
  }

  /** The addresses alone, in the form of the RRMQ course, for programs that look for the nodes. */
  public static String rrmq(ClusterState state) {
    String prefix =
        state.program().map(ProgramState::program).map(OtherProgram::ipPrefix).orElse("");
    List<Map<String, Object>> addresses = new ArrayList<>();
    for (NodeRecord node : state.nodes()) {
      Map<String, Object> address = new LinkedHashMap<>();
      address.put("ip", prefix + node.ip());
      address.put("port", node.port());
      address.put("internal_port", node.internalPort());
      addresses.add(address);
    }
    return Json.writePretty(Map.of("addresses", addresses)) + "\n";
  }
}
