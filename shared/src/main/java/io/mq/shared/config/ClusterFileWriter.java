package io.mq.shared.config;

import io.mq.shared.config.ClusterFile.Node;
import io.mq.shared.json.Yaml;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes cluster files, so that {@link ClusterFileReader} reads the same again. Stateless. */
public final class ClusterFileWriter {

  private ClusterFileWriter() {}

  /** As YAML; what is not said is left out. */
  public static String yaml(ClusterFile file) {
    Map<String, Object> fields = new LinkedHashMap<>();
    file.name().ifPresent(name -> fields.put("name", name));
    boolean alike = file.nodes().stream().allMatch(Node.ANY::equals);
    fields.put(
        "nodes",
        alike ? file.nodes().size() : file.nodes().stream().map(ClusterFileWriter::node).toList());
    file.timing().ifPresent(timing -> fields.put("timing", timing.fields()));
    file.snapshots().ifPresent(snapshots -> fields.put("snapshots", snapshots.fields()));
    putJvm(file.heap(), file.jvmOptions(), fields);
    file.data().ifPresent(data -> fields.put("data", data));
    file.program().ifPresent(program -> putProgram(program, fields));
    return Yaml.write(fields);
  }

  private static Map<String, Object> node(Node node) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("ip", node.ip());
    node.port().ifPresent(port -> fields.put("port", port));
    node.internalPort().ifPresent(port -> fields.put("internal_port", port));
    NodeOverrides own = node.overrides();
    own.timing().ifPresent(timing -> fields.put("timing", timing.fields()));
    putJvm(own.heap(), own.jvmOptions(), fields);
    own.data().ifPresent(data -> fields.put("data", data));
    node.initial().ifPresent(initial -> fields.putAll(initial.fields()));
    return fields;
  }

  private static void putJvm(
      Optional<String> heap, List<String> jvmOptions, Map<String, Object> fields) {
    heap.ifPresent(size -> fields.put("heap", size));
    if (!jvmOptions.isEmpty()) {
      fields.put("jvm_options", jvmOptions);
    }
  }

  private static void putProgram(OtherProgram program, Map<String, Object> fields) {
    fields.put("command", program.command());
    fields.put("peers_dial", program.peersDial().word());
    if (!program.ipPrefix().isEmpty()) {
      fields.put("ip_prefix", program.ipPrefix());
    }
  }
}
