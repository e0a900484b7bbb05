package io.mq.ctl.cluster;

import io.mq.shared.config.NodeOverrides;
import io.mq.shared.config.NodeSnapshots;
import io.mq.shared.config.NodeTiming;
import io.mq.shared.id.NodeId;
import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON form of {@link ClusterState}. */
final class ClusterStateJson {

  private static final long VERSION = 1;

  private ClusterStateJson() {}

  static String write(ClusterState state) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("version", VERSION);
    json.put("name", state.name());
    json.put("clusterId", state.clusterId());
    json.put("secret", state.secret());
    json.put("adminToken", state.adminToken());
    state.timing().ifPresent(timing -> json.put("timing", timing.fields()));
    state.snapshots().ifPresent(snapshots -> json.put("snapshots", snapshots.fields()));
    state.heap().ifPresent(heap -> json.put("heap", heap));
    json.put("jvmOptions", state.jvmOptions());
    state.program().ifPresent(program -> json.put("program", ProgramStateJson.json(program)));
    json.put("lastNumber", state.lastNumber());
    json.put("nodes", state.nodes().stream().map(ClusterStateJson::node).toList());
    return Json.writePretty(json) + "\n";
  }

  static ClusterState parse(String text) throws IOException {
    JsonObject json = Json.parse(text);
    if (json.number("version") != VERSION) {
      throw new IOException("version " + VERSION + " was expected, got " + json.number("version"));
    }
    Optional<ProgramState> program =
        json.has("program")
            ? Optional.of(ProgramStateJson.parse(json.object("program")))
            : Optional.empty();
    List<NodeRecord> nodes = new ArrayList<>();
    for (JsonObject each : json.objects("nodes")) {
      nodes.add(node(each, program));
    }
    if (nodes.isEmpty()) {
      throw new IOException("field nodes must list at least one node");
    }
    return new ClusterState(
        json.text("name"),
        json.text("clusterId"),
        json.text("secret"),
        json.text("adminToken"),
        json.has("timing") ? Optional.of(timing(json.object("timing"))) : Optional.empty(),
        json.has("snapshots") ? Optional.of(snapshots(json.object("snapshots"))) : Optional.empty(),
        Optional.ofNullable(json.text("heap", null)),
        json.texts("jvmOptions"),
        program,
        nodes,
        (int) json.number("lastNumber", 0));
  }

  private static NodeTiming timing(JsonObject json) throws IOException {
    return new NodeTiming(
        (int) json.number("tickMillis"),
        (int) json.number("heartbeatMillis"),
        (int) json.number("electionMinMillis"),
        (int) json.number("electionMaxMillis"));
  }

  private static NodeSnapshots snapshots(JsonObject json) throws IOException {
    return new NodeSnapshots((int) json.number("everyBytes"), (int) json.number("everyEntries"));
  }

  private static Map<String, Object> node(NodeRecord node) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("node", node.id().toString());
    json.put("ip", node.ip());
    json.put("port", node.port());
    json.put("internalPort", node.internalPort());
    if (!node.overrides().equals(NodeOverrides.NONE)) {
      json.put("overrides", overrides(node.overrides()));
    }
    json.put("joins", node.joins());
    json.put("hasData", node.hasData());
    process(node.process(), json);
    return json;
  }

  private static NodeRecord node(JsonObject json, Optional<ProgramState> program)
      throws IOException {
    NodeId id = nodeId(json, "node");
    return new NodeRecord(
        id,
        json.text("ip"),
        (int) json.number("port"),
        (int) json.number("internalPort"),
        program.map(each -> each.adminUrl(id)),
        json.has("overrides") ? overrides(json.object("overrides")) : NodeOverrides.NONE,
        json.truth("joins", false),
        json.truth("hasData", false),
        process(json));
  }

  private static Map<String, Object> overrides(NodeOverrides overrides) {
    Map<String, Object> json = new LinkedHashMap<>();
    overrides.timing().ifPresent(timing -> json.put("timing", timing.fields()));
    overrides.heap().ifPresent(heap -> json.put("heap", heap));
    json.put("jvmOptions", overrides.jvmOptions());
    overrides.data().ifPresent(data -> json.put("data", data));
    return json;
  }

  private static NodeOverrides overrides(JsonObject json) throws IOException {
    return new NodeOverrides(
        json.has("timing") ? Optional.of(timing(json.object("timing"))) : Optional.empty(),
        Optional.ofNullable(json.text("heap", null)),
        json.texts("jvmOptions"),
        Optional.ofNullable(json.text("data", null)));
  }

  static NodeId nodeId(JsonObject json, String field) throws IOException {
    String name = json.text(field);
    return NodeId.parse(name)
        .orElseThrow(() -> new IOException("field " + field + " must be n1, n2, ..., got " + name));
  }

  static void process(Optional<ProcessIdentity> process, Map<String, Object> json) {
    process.ifPresent(
        known -> {
          json.put("pid", known.pid());
          json.put("startMillis", known.startMillis());
        });
  }

  static Optional<ProcessIdentity> process(JsonObject json) throws IOException {
    return json.has("pid")
        ? Optional.of(new ProcessIdentity(json.number("pid"), json.number("startMillis")))
        : Optional.empty();
  }
}
