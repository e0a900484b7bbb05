package io.mq.ctl.cluster;

import io.mq.shared.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** The configuration file that all nodes of a cluster are started with. */
final class NodeConfigJson {

  private NodeConfigJson() {}

  static String write(ClusterState state) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("cluster_id", state.clusterId());
    json.put(
        "addresses",
        state.nodes().stream()
            .map(
                node -> {
                  Map<String, Object> address = new LinkedHashMap<>();
                  address.put("node", node.id().toString());
                  address.put("ip", node.ip());
                  address.put("port", node.port());
                  address.put("internal_port", node.internalPort());
                  return address;
                })
            .toList());
    state.timing().ifPresent(timing -> json.put("timing", ClusterStateJson.timing(timing)));
    state
        .snapshots()
        .ifPresent(snapshots -> json.put("snapshots", ClusterStateJson.snapshots(snapshots)));
    return Json.writePretty(json) + "\n";
  }
}
