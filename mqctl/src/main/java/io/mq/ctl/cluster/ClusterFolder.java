package io.mq.ctl.cluster;

import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.nio.file.Files;
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
 * config.json     what the nodes are started with
 * lock            held while the state changes
 * n1/data/        what node n1 keeps
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

  Path lockFile() {
    return folder.resolve("lock");
  }

  Path configFile() {
    return folder.resolve("config.json");
  }

  /** Where a node keeps its log and state. */
  public Path dataFolder(NodeId node) {
    return folder.resolve(node.toString()).resolve("data");
  }

  /** What a node printed. */
  public Path logFile(NodeId node) {
    return folder.resolve(node.toString()).resolve("log");
  }

  /**
   * The cluster's state; empty if there is none.
   *
   * @throws ClusterException if it cannot be read
   */
  public Optional<ClusterState> load() {
    Path file = folder.resolve("cluster.json");
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
    writePrivately(folder.resolve("cluster.json"), ClusterStateJson.write(state));
  }

  void writeConfig(String json) {
    writePrivately(configFile(), json);
  }

  /** Makes the folders of all nodes. */
  void prepare(ClusterState state) {
    try {
      for (NodeRecord node : state.nodes()) {
        Files.createDirectories(folder.resolve(node.id().toString()));
      }
    } catch (IOException e) {
      throw ClusterException.failed("cannot make " + e.getMessage() + ".");
    }
  }

  /** Removes everything. */
  void delete() {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (NoSuchFileException e) {
      // Gone is what was asked for.
    } catch (IOException e) {
      throw ClusterException.failed("cannot remove " + folder + ": " + e.getMessage() + ".");
    }
  }

  private static void writePrivately(Path file, String text) {
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
