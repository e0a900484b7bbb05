package io.mq.shared.config;

import io.mq.shared.id.NodeId;
import io.mq.shared.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads a node's configuration file: the RRMQ form {@code {"addresses":[{"ip","port",
 * "internal_port"?}]}}, with {@code cluster_id}, {@code timing}, {@code limits}, {@code snapshots}
 * and, in each address, {@code node} as optional additions. Without {@code node} the addresses are
 * those of n1, n2, and so on. Fields it does not know are ignored and named once, because other
 * implementations share these files. Stateless.
 */
public final class NodeConfigReader {

  /** What is added to {@code port} when there is no {@code internal_port}. */
  public static final int INTERNAL_PORT_OFFSET = 10_000;

  private static final int MAX_PORT = 65_535;

  private final Consumer<String> warnings;

  /** A reader that reports ignored fields to {@code warnings}, a line each. */
  public NodeConfigReader(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  /**
   * Reads a file.
   *
   * @param index which address is this node's, from 0
   * @throws ConfigException if the file cannot be read or says something that makes no cluster
   */
  public NodeConfig read(Path file, int index) throws ConfigException {
    String text;
    try {
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new ConfigException("config " + file + " does not exist");
    } catch (IOException e) {
      throw new ConfigException("config " + file + " cannot be read: " + e.getMessage());
    }
    try {
      return parse(text, index);
    } catch (ConfigException e) {
      throw new ConfigException("config " + file + ": " + e.getMessage());
    }
  }

  /**
   * Reads the text of a file; see {@link #read}.
   *
   * @throws ConfigException if the text says something that makes no cluster
   */
  public NodeConfig parse(String text, int index) throws ConfigException {
    JsonFields root = JsonFields.root(tree(text));
    List<NodeAddress> addresses = addresses(root);
    if (index < 0 || index >= addresses.size()) {
      throw new ConfigException(
          "INDEX counts the "
              + addresses.size()
              + " addresses from 0, so 0 to "
              + (addresses.size() - 1)
              + " was expected; got "
              + index);
    }
    String clusterId = root.text("cluster_id", ClusterIds.derive(addresses));
    if (clusterId.isBlank()) {
      throw new ConfigException("cluster_id must not be empty");
    }
    NodeTiming timing = timing(root.object("timing"));
    NodeLimits limits = limits(root.object("limits"));
    NodeSnapshots snapshots = snapshots(root.object("snapshots"));
    root.reportUnknown(warnings);
    return new NodeConfig(
        addresses, addresses.get(index).node(), clusterId, timing, limits, snapshots);
  }

  private static Object tree(String text) throws ConfigException {
    try {
      return Json.parseAny(text);
    } catch (IOException e) {
      throw new ConfigException("is not JSON: " + e.getMessage());
    }
  }

  private List<NodeAddress> addresses(JsonFields root) throws ConfigException {
    List<NodeAddress> addresses = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (JsonFields entry : root.objects("addresses")) {
      NodeId node = entry.has("node") ? node(entry) : new NodeId(addresses.size() + 1);
      if (!taken.add(node.toString())) {
        throw new ConfigException(entry.path("node") + ": " + node + " is in the list twice");
      }
      String ip = host(entry.text("ip"), entry.path("ip"));
      int port = entry.number("port", 1, MAX_PORT);
      int internalPort =
          entry.has("internal_port")
              ? entry.number("internal_port", 1, MAX_PORT)
              : derivedInternalPort(port, entry);
      for (int used : new int[] {port, internalPort}) {
        if (!taken.add(ip + ":" + used)) {
          throw new ConfigException(
              entry.path("port") + ": " + ip + ":" + used + " is used twice in the cluster");
        }
      }
      entry.reportUnknown(warnings);
      addresses.add(new NodeAddress(node, ip, port, internalPort));
    }
    return addresses;
  }

  private static NodeId node(JsonFields entry) throws ConfigException {
    String name = entry.text("node");
    return NodeId.parse(name)
        .orElseThrow(
            () ->
                new ConfigException(
                    entry.path("node") + " must be n1, n2, ...; got \"" + name + "\""));
  }

  private static int derivedInternalPort(int port, JsonFields entry) throws ConfigException {
    int derived = port + INTERNAL_PORT_OFFSET;
    if (derived > MAX_PORT) {
      throw new ConfigException(
          entry.path("internal_port")
              + " is missing, and port + "
              + INTERNAL_PORT_OFFSET
              + " is "
              + derived
              + ", above "
              + MAX_PORT
              + "; give internal_port or a lower port");
    }
    return derived;
  }

  private static String host(String ip, String path) throws ConfigException {
    String host = ip.strip();
    if (host.startsWith("http://")) {
      host = host.substring("http://".length());
    }
    if (host.endsWith("/")) {
      host = host.substring(0, host.length() - 1);
    }
    if (!host.matches("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]")) {
      throw new ConfigException(
          path + " must be a host name or address, with or without http://; got \"" + ip + "\"");
    }
    return host;
  }

  private NodeTiming timing(JsonFields fields) throws ConfigException {
    NodeTiming normal = NodeTiming.DEFAULT;
    int tick = fields.number("tickMillis", 1, 1_000, normal.tickMillis());
    int heartbeat = fields.number("heartbeatMillis", tick, 60_000, normal.heartbeatMillis());
    int electionMin =
        fields.number(
            "electionMinMillis", 2 * heartbeat + tick, 600_000, normal.electionMinMillis());
    int electionMax =
        fields.number("electionMaxMillis", electionMin + tick, 600_000, normal.electionMaxMillis());
    fields.reportUnknown(warnings);
    return new NodeTiming(tick, heartbeat, electionMin, electionMax);
  }

  private NodeLimits limits(JsonFields fields) throws ConfigException {
    NodeLimits normal = NodeLimits.DEFAULT;
    int body = fields.number("maxBodyBytes", 1, NodeLimits.MAX_BODY_BYTES, normal.maxBodyBytes());
    int inFlight = fields.number("maxInFlightRequests", 1, 1_000_000, normal.maxInFlightRequests());
    int timeout = fields.number("requestTimeoutMillis", 1, 600_000, normal.requestTimeoutMillis());
    fields.reportUnknown(warnings);
    return new NodeLimits(body, inFlight, timeout);
  }

  private NodeSnapshots snapshots(JsonFields fields) throws ConfigException {
    NodeSnapshots normal = NodeSnapshots.DEFAULT;
    int bytes = fields.number("everyBytes", 64 << 10, 1 << 30, normal.everyBytes());
    int entries = fields.number("everyEntries", 100, Integer.MAX_VALUE, normal.everyEntries());
    fields.reportUnknown(warnings);
    return new NodeSnapshots(bytes, entries);
  }
}
