package io.mq.ctl.cluster;

import io.mq.shared.config.NodeTiming;
import io.mq.shared.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The configuration files that the nodes of a cluster are started with. */
final class NodeConfigJson {

  private NodeConfigJson() {}

  /** That of one node, which may have other timing than the rest. */
  static String write(ClusterState state, NodeRecord node) {
    return write(state, node.overrides().timing().or(state::timing));
  }

  /** That which any node could be started with, in the form of the RRMQ course. */
  static String write(ClusterState state) {
    return write(state, state.timing());
  }

  private static String write(ClusterState state, Optional<NodeTiming> timing) {
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
    timing.ifPresent(known -> json.put("timing", known.fields()));
    state.snapshots().ifPresent(snapshots -> json.put("snapshots", snapshots.fields()));
    return Json.writePretty(json) + "\n";
  }
}
