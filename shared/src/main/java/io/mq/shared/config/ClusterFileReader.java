package io.mq.shared.config;

import io.mq.shared.config.ClusterFile.Node;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads cluster files, YAML or JSON by the file's ending, and also the nodes' own JSON form with
 * {@code addresses}. Complaints name line and field. Stateless.
 */
public final class ClusterFileReader {

  private static final int MAX_PORT = 65_535;

  /** The fields of a file. */
  public static final List<String> FIELDS =
      List.of(
          "name",
          "nodes",
          "addresses",
          "timing",
          "snapshots",
          "heap",
          "jvm_options",
          "data",
          "command",
          "peers_dial",
          "ip_prefix");

  /** The fields of each node. */
  public static final List<String> FIELDS_OF_NODE =
      List.of(
          "ip", "port", "internal_port", "timing", "heap", "jvm_options", "data", "term", "log");

  /** What the nodes' own configuration may hold besides, and a cluster's file may not decide. */
  private static final Set<String> OF_NODES_CONFIGURATION = Set.of("cluster_id", "limits", "node");

  private final Consumer<String> warnings;

  /** A reader that reports fields it does not know to {@code warnings}, a sentence each. */
  public ClusterFileReader(Consumer<String> warnings) {
    this.warnings = warnings;
  }

  /**
   * Reads a file.
   *
   * @throws ConfigException if it cannot be read or says something that makes no cluster
   */
  public ClusterFile read(Path file) throws ConfigException {
    boolean json = file.getFileName().toString().endsWith(".json");
    try {
      return parse(Files.readString(file), json).at(file.toAbsolutePath().getParent());
    } catch (NoSuchFileException e) {
      throw new ConfigException("cluster file " + file + " does not exist");
    } catch (IOException e) {
      throw new ConfigException("cluster file " + file + " cannot be read: " + e.getMessage());
    } catch (ConfigException e) {
      throw new ConfigException(file + ", " + e.getMessage());
    }
  }

  /**
   * Reads the text of a file.
   *
   * @throws ConfigException if it says something that makes no cluster
   */
  public ClusterFile parse(String text, boolean json) throws ConfigException {
    Located root = Located.parse(text, json, "at least the field nodes is needed");
    warnOfUnknown(root, FIELDS);
    Optional<Located> name = root.field("name");
    if (name.isPresent() && !name.get().text().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
      throw name.get().wrong("letters, digits, dots, dashes and underscores were expected");
    }
    ClusterFile file =
        new ClusterFile(
            name.map(value -> (String) value.value()),
            nodes(root),
            timing(root),
            snapshots(root),
            heap(root),
            jvmOptions(root),
            data(root),
            program(root));
    boolean hasLogs = file.nodes().stream().anyMatch(node -> node.initial().isPresent());
    if (hasLogs && file.program().isPresent()) {
      throw root.wrong("either command or term and log was expected, for only mqnode takes a log");
    }
    return file;
  }

  private List<Node> nodes(Located root) throws ConfigException {
    Optional<Located> nodes = root.field("nodes");
    Optional<Located> addresses = root.field("addresses");
    if (nodes.isPresent() == addresses.isPresent()) {
      throw root.wrong("one of the fields nodes and addresses is needed");
    }
    Located list = nodes.or(() -> addresses).orElseThrow();
    if (nodes.isPresent() && list.value() instanceof Long) {
      return Collections.nCopies(list.number(1, ClusterFile.MAX_NODES), Node.ANY);
    }
    int size = list.elements().size();
    if (size < 1 || size > ClusterFile.MAX_NODES) {
      throw list.wrong("a number or a list of 1 to " + ClusterFile.MAX_NODES + " was expected");
    }
    List<Node> read = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Located element : list.elements()) {
      read.add(node(element, addresses.isPresent(), taken));
    }
    return read;
  }

  private Node node(Located element, boolean isAddress, Set<String> taken) throws ConfigException {
    warnOfUnknown(element, FIELDS_OF_NODE);
    Optional<Located> ip = element.field("ip");
    String host = ip.isPresent() ? host(ip.get()) : Node.ANY.ip();
    Optional<Integer> port = port(element, "port", host, taken);
    Optional<Integer> internal = port(element, "internal_port", host, taken);
    if (isAddress) {
      if (port.isEmpty()) {
        throw element.wrong("an address needs the field port");
      }
      if (internal.isEmpty()) {
        int derived = port.get() + NodeConfigReader.INTERNAL_PORT_OFFSET;
        if (derived > MAX_PORT) {
          throw element.wrong("the field internal_port is needed, for port + 10000 is too high");
        }
        internal = Optional.of(derived);
      }
    }
    NodeOverrides overrides =
        new NodeOverrides(timing(element), heap(element), jvmOptions(element), data(element));
    return new Node(host, port, internal, overrides, InitialState.read(element));
  }

  private static Optional<String> heap(Located fields) throws ConfigException {
    Optional<Located> heap = fields.field("heap");
    if (heap.isPresent() && !heap.get().text().matches("[1-9][0-9]*[kmgKMG]")) {
      throw heap.get().wrong("a size such as 512m or 2g was expected");
    }
    return heap.map(value -> (String) value.value());
  }

  private static Optional<String> data(Located fields) throws ConfigException {
    Optional<Located> data = fields.field("data");
    if (data.isPresent() && data.get().text().isBlank()) {
      throw data.get().wrong("a folder was expected");
    }
    return data.map(value -> (String) value.value());
  }

  private static Optional<Integer> port(
      Located element, String field, String host, Set<String> taken) throws ConfigException {
    Optional<Located> found = element.field(field);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    int port = found.get().number(1, MAX_PORT);
    if (!taken.add(host + ":" + port)) {
      throw found.get().wrong("a port that no other node uses was expected");
    }
    return Optional.of(port);
  }

  private static String host(Located ip) throws ConfigException {
    String host = ip.text().strip();
    if (host.startsWith("http://")) {
      host = host.substring("http://".length());
    }
    if (!host.matches("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\]")) {
      throw ip.wrong("a host name or address was expected");
    }
    return host;
  }

  private Optional<NodeTiming> timing(Located root) throws ConfigException {
    Optional<Located> timing = root.field("timing");
    if (timing.isEmpty()) {
      return Optional.empty();
    }
    Located fields = timing.get();
    warnOfUnknown(
        fields, List.of("tickMillis", "heartbeatMillis", "electionMinMillis", "electionMaxMillis"));
    NodeTiming normal = NodeTiming.DEFAULT;
    int tick = number(fields, "tickMillis", 1, 1_000, normal.tickMillis());
    int heartbeat = number(fields, "heartbeatMillis", tick, 60_000, normal.heartbeatMillis());
    int min =
        number(
            fields, "electionMinMillis", 2 * heartbeat + tick, 600_000, normal.electionMinMillis());
    int max = number(fields, "electionMaxMillis", min + tick, 600_000, normal.electionMaxMillis());
    return Optional.of(new NodeTiming(tick, heartbeat, min, max));
  }

  private Optional<NodeSnapshots> snapshots(Located root) throws ConfigException {
    Optional<Located> snapshots = root.field("snapshots");
    if (snapshots.isEmpty()) {
      return Optional.empty();
    }
    Located fields = snapshots.get();
    warnOfUnknown(fields, List.of("everyBytes", "everyEntries"));
    NodeSnapshots normal = NodeSnapshots.DEFAULT;
    return Optional.of(
        new NodeSnapshots(
            number(fields, "everyBytes", 64 << 10, 1 << 30, normal.everyBytes()),
            number(fields, "everyEntries", 100, Integer.MAX_VALUE, normal.everyEntries())));
  }

  private static int number(Located fields, String name, int min, int max, int otherwise)
      throws ConfigException {
    Optional<Located> found = fields.field(name);
    if (found.isPresent()) {
      return found.get().number(min, max);
    }
    if (otherwise < min || otherwise > max) {
      throw fields.wrong(
          name + " is needed, for its default " + otherwise + " is not from " + min + " to " + max);
    }
    return otherwise;
  }

  private static List<String> jvmOptions(Located root) throws ConfigException {
    List<String> options = new ArrayList<>();
    Optional<Located> list = root.field("jvm_options");
    if (list.isPresent()) {
      for (Located option : list.get().elements()) {
        if (option.text().isEmpty() || option.text().matches(".*\\s.*")) {
          throw option.wrong("one flag without spaces was expected");
        }
        options.add(option.text());
      }
    }
    return options;
  }

  private static Optional<OtherProgram> program(Located root) throws ConfigException {
    Optional<Located> command = root.field("command");
    Optional<Located> prefix = root.field("ip_prefix");
    Optional<Located> dial = root.field("peers_dial");
    if (command.isEmpty()) {
      for (Optional<Located> alone : List.of(prefix, dial)) {
        if (alone.isPresent()) {
          throw alone.get().wrong("this goes with the field command, which is missing");
        }
      }
      return Optional.empty();
    }
    PeerPort peersDial = PeerPort.INTERNAL_PORT;
    if (dial.isPresent()) {
      peersDial =
          PeerPort.parse(dial.get().text())
              .orElseThrow(() -> dial.get().wrong("port, internal_port or both was expected"));
    }
    String ipPrefix = prefix.isPresent() ? prefix.get().text() : "";
    return Optional.of(new OtherProgram(words(command.get()), ipPrefix, peersDial));
  }

  private static List<String> words(Located command) throws ConfigException {
    if (command.value() instanceof String text && !text.isBlank()) {
      return List.of(text.strip().split("\\s+"));
    }
    List<String> words = new ArrayList<>();
    for (Located word : command.elements()) {
      words.add(word.text());
    }
    if (words.isEmpty() || words.getFirst().isBlank()) {
      throw command.wrong("a program and its arguments were expected");
    }
    return words;
  }

  private void warnOfUnknown(Located value, List<String> known) throws ConfigException {
    for (Map.Entry<String, Located> field : value.fields().entrySet()) {
      if (!known.contains(field.getKey())) {
        boolean ofNodes = OF_NODES_CONFIGURATION.contains(field.getKey());
        warnings.accept(
            field.getValue().place()
                + (ofNodes
                    ? "of a node's own configuration, ignored here."
                    : "not known, ignored."));
      }
    }
  }
}
