package io.mq.ctl.cluster;

import io.mq.shared.config.PeerPort;
import io.mq.shared.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The configuration file of one node of another make, in the form of the RRMQ course. A node finds
 * itself at its own ports and each other node at the proxy on the way from here to there.
 */
final class OtherConfigJson {

  private OtherConfigJson() {}

  static String write(ClusterState state, NodeRecord self) {
    ProgramState program = state.program().orElseThrow();
    List<Map<String, Object>> addresses = new ArrayList<>();
    for (NodeRecord node : state.nodes()) {
      Map<String, Object> address = new LinkedHashMap<>();
      address.put("ip", program.program().ipPrefix() + node.ip());
      address.put("port", port(program, self, node, PeerPort.PORT, node.port()));
      address.put(
          "internal_port", port(program, self, node, PeerPort.INTERNAL_PORT, node.internalPort()));
      addresses.add(address);
    }
    return Json.writePretty(Map.of("addresses", addresses)) + "\n";
  }

  private static int port(
      ProgramState program, NodeRecord self, NodeRecord node, PeerPort reaches, int own) {
    return program.port(self.id(), node.id(), reaches).orElse(own);
  }
}
