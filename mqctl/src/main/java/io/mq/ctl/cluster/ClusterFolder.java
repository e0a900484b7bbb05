package io.mq.ctl.cluster;

import io.mq.shared.config.ClusterFile;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One cluster's folder.
 *
 * <pre>
 * cluster.json    {@link ClusterState}; holds secrets, so mode 0600; replaced as a whole
 * config.json     all nodes' addresses, in the form of the RRMQ course
 * lock            held while the state changes
 * proxies.json    what the proxies between nodes of another make are started with
 * proxies.log     what they printed
 * n1/             where node n1 runs
 * n1/config.json  what it is started with
 * n1/initial.json the log that it is given before it first runs, if it is given one
 * n1/data/        what node n1 keeps; a link if its place is elsewhere
 * n1/log          what node n1 printed, over all its starts
 * </pre>
 */
public final class ClusterFolder {

  private final Path folder;

  ClusterFolder(Path folder) {
    this.folder = folder;
  }

  /** Where it is. */
  public Path path() {
    return folder;
  }

  /** The cluster's name. */
  public String name() {
    return folder.getFileName().toString();
  }

  /** Whether another call of the tool is changing the cluster now. */
  public boolean isBeingChanged() {
    return ClusterLock.isHeld(this);
  }

  Path lockFile() {
    return folder.resolve("lock");
  }

  Path configFile() {
    return folder.resolve("config.json");
  }

  Path configFile(NodeId node) {
    return nodeFolder(node).resolve("config.json");
  }

  Path proxyPlanFile() {
    return folder.resolve("proxies.json");
  }

  Path proxyLogFile() {
    return folder.resolve("proxies.log");
  }

  Path nodeFolder(NodeId node) {
    return folder.resolve(node.toString());
  }

  /** Where a node keeps its log and state. */
  public Path dataFolder(NodeId node) {
    return nodeFolder(node).resolve("data");
  }

  /** What a node printed. */
  public Path logFile(NodeId node) {
    return nodeFolder(node).resolve("log");
  }

  /** Whether there is a cluster in it. */
  public boolean exists() {
    return Files.exists(stateFile());
  }

  private Path stateFile() {
    return folder.resolve("cluster.json");
  }

  /**
   * The cluster's state; empty if there is none.
   *
   * @throws ClusterException if it cannot be read
   */
  public Optional<ClusterState> load() {
    Path file = stateFile();
    try {
      return Optional.of(ClusterStateJson.parse(Files.readString(file)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw ClusterException.failed(
          file
              + " cannot be used: "
              + e.getMessage()
              + ". Mend it, or remove "
              + folder
              + " once its nodes are stopped.");
    }
  }

  /** Replaces the state, readable by its owner alone. */
  void save(ClusterState state) {
    writePrivately(stateFile(), ClusterStateJson.write(state));
  }

  /** Writes what the nodes are started with. */
  void writeConfig(ClusterState state) {
    writePrivately(configFile(), NodeConfigJson.write(state));
    for (NodeRecord node : state.nodes()) {
      writePrivately(
          configFile(node.id()),
          state.program().isPresent()
              ? OtherConfigJson.write(state, node)
              : NodeConfigJson.write(state, node));
    }
  }

  /** Where a node finds the log that it is given before it first runs. */
  Path initialFile(NodeId node) {
    return nodeFolder(node).resolve("initial.json");
  }

  /** Writes the logs that nodes are given before they first run. */
  void writeInitial(ClusterFile file) {
    int number = 0;
    for (ClusterFile.Node node : file.nodes()) {
      NodeId id = new NodeId(++number);
      if (node.initial().isPresent()) {
        try {
          Files.createDirectories(nodeFolder(id));
        } catch (IOException e) {
          throw ClusterException.failed("cannot make " + e.getMessage() + ".");
        }
        writePrivately(initialFile(id), node.initial().get().write());
      }
    }
  }

  void writeProxyPlan(String json) {
    writePrivately(proxyPlanFile(), json);
  }

  /** Replaces state and configuration after nodes came or went, and makes the new ones' folders. */
  void write(ClusterState state) {
    prepare(state);
    writeConfig(state);
    save(state);
  }

  /** Makes the folders of all nodes. */
  void prepare(ClusterState state) {
    try {
      for (NodeRecord node : state.nodes()) {
        Files.createDirectories(nodeFolder(node.id()));
        Path data = dataFolder(node.id());
        Optional<String> elsewhere = node.overrides().data();
        if (elsewhere.isPresent() && !Files.exists(data, LinkOption.NOFOLLOW_LINKS)) {
          Path target = Files.createDirectories(Path.of(elsewhere.get()));
          Files.createSymbolicLink(data, target.toAbsolutePath());
        } else if (elsewhere.isEmpty() && state.program().isPresent()) {
          // mqnode makes its data folder itself, and takes a missing one for a new node.
          Files.createDirectories(data);
        }
      }
    } catch (IOException e) {
      throw ClusterException.failed("cannot make " + e.getMessage() + ".");
    }
  }

  /** Removes what a node has kept; what it printed stays. */
  void deleteData(NodeId node) {
    delete(dataFolder(node));
  }

  /** Removes everything. */
  void delete() {
    delete(folder);
  }

  private void delete(Path root) {
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        if (isDataElsewhere(file)) {
          delete(file.toRealPath());
        }
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // Gone is what was asked for.
    } catch (IOException e) {
      throw ClusterException.failed("cannot remove " + root + ": " + e.getMessage() + ".");
    }
  }

  /** Whether that is the link to a node's data at a place of its own; no other link is followed. */
  private boolean isDataElsewhere(Path file) {
    return Files.isSymbolicLink(file)
        && Files.isDirectory(file)
        && file.getFileName().toString().equals("data")
        && folder.equals(file.getParent().getParent());
  }

  /** Replaces a file as a whole by one that its owner alone may read. */
  static void writePrivately(Path file, String text) {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.deleteIfExists(draft);
      Files.createFile(
          draft,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(draft, text, StandardOpenOption.WRITE);
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw ClusterException.failed("cannot write " + file + ": " + e.getMessage() + ".");
    }
  }

  /** Names that make a folder of their own. */
  static boolean isName(String name) {
    return name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
  }
}
