package io.mq.ctl.cluster;

import io.mq.shared.config.OtherProgram;
import io.mq.shared.config.PeerPort;
import io.mq.shared.id.NodeId;
import io.mq.shared.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The JSON form of {@link ProgramState}. */
final class ProgramStateJson {

  private ProgramStateJson() {}

  static Map<String, Object> json(ProgramState state) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("command", state.program().command());
    json.put("ipPrefix", state.program().ipPrefix());
    json.put("peersDial", state.program().peersDial().word());
    json.put("controlPort", state.controlPort());
    List<Map<String, Object>> proxies = new ArrayList<>();
    for (ProgramState.Proxy proxy : state.proxies()) {
      Map<String, Object> each = new LinkedHashMap<>();
      each.put("from", proxy.from());
      each.put("to", proxy.to());
      each.put("reaches", proxy.reaches().word());
      each.put("port", proxy.port());
      proxies.add(each);
    }
    json.put("proxies", proxies);
    ClusterStateJson.process(state.process(), json);
    return json;
  }

  static ProgramState parse(JsonObject json) throws IOException {
    List<String> command = json.texts("command");
    if (command.isEmpty()) {
      throw new IOException("field command must list at least one word");
    }
    List<ProgramState.Proxy> proxies = new ArrayList<>();
    for (JsonObject each : json.objects("proxies")) {
      proxies.add(
          new ProgramState.Proxy(
              node(each, "from"),
              node(each, "to"),
              peerPort(each.text("reaches")),
              (int) each.number("port")));
    }
    return new ProgramState(
        new OtherProgram(command, json.text("ipPrefix"), peerPort(json.text("peersDial"))),
        (int) json.number("controlPort"),
        proxies,
        ClusterStateJson.process(json));
  }

  private static NodeId node(JsonObject json, String field) throws IOException {
    return ClusterStateJson.nodeId(json, field);
  }

  private static PeerPort peerPort(String word) throws IOException {
    return PeerPort.parse(word)
        .orElseThrow(
            () -> new IOException("port, internal_port or both was expected, got " + word));
  }
}
