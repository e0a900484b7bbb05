package io.mq.ctl.proxy;

import io.mq.shared.id.NodeId;
import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the proxies' process is told at its start. Immutable.
 *
 * @param token that callers of the admin API must carry
 * @param controlPort on which it answers, on loopback
 */
public record ProxyPlan(String token, int controlPort, List<Node> nodes, List<Link> links) {

  /** A node and the base of its client API. */
  public record Node(NodeId id, String clientUrl) {}

  /**
   * One way of reaching a node.
   *
   * @param from the node that dials {@code port}
   * @param to the node that is reached at {@code host} and {@code targetPort}
   */
  public record Link(NodeId from, NodeId to, int port, String host, int targetPort) {}

  /** Copies the lists. */
  public ProxyPlan {
    nodes = List.copyOf(nodes);
    links = List.copyOf(links);
  }

  /** As JSON. */
  public String write() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("token", token);
    json.put("controlPort", controlPort);
    json.put("nodes", nodes.stream().map(ProxyPlan::json).toList());
    json.put("links", links.stream().map(ProxyPlan::json).toList());
    return Json.writePretty(json) + "\n";
  }

  private static Map<String, Object> json(Node node) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("node", node.id());
    json.put("clientUrl", node.clientUrl());
    return json;
  }

  private static Map<String, Object> json(Link link) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("from", link.from());
    json.put("to", link.to());
    json.put("port", link.port());
    json.put("host", link.host());
    json.put("targetPort", link.targetPort());
    return json;
  }

  /**
   * From its JSON.
   *
   * @throws IOException if it is none
   */
  public static ProxyPlan parse(String text) throws IOException {
    JsonObject json = Json.parse(text);
    List<Node> nodes = new ArrayList<>();
    for (JsonObject each : json.objects("nodes")) {
      nodes.add(new Node(id(each, "node"), each.text("clientUrl")));
    }
    List<Link> links = new ArrayList<>();
    for (JsonObject each : json.objects("links")) {
      links.add(
          new Link(
              id(each, "from"),
              id(each, "to"),
              (int) each.number("port"),
              each.text("host"),
              (int) each.number("targetPort")));
    }
    return new ProxyPlan(json.text("token"), (int) json.number("controlPort"), nodes, links);
  }

  private static NodeId id(JsonObject json, String field) throws IOException {
    String text = json.text(field);
    return NodeId.parse(text)
        .orElseThrow(() -> new IOException("field " + field + " must be n1, n2, ...; got " + text));
  }
}
