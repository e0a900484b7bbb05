package io.mq.ctl.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where all clusters' folders are: {@code $XDG_STATE_HOME/mqctl/clusters}, by default below {@code
 * ~/.local/state}. Stateless.
 */
public final class StateHome {

  /** The name of a cluster that is given none. */
  public static final String DEFAULT_NAME = "default";

  private final Path clusters;

  private StateHome(Path clusters) {
    this.clusters = clusters;
  }

  /** The one that the environment names. */
  public static StateHome from(Map<String, String> environment) {
    String base = environment.getOrDefault("XDG_STATE_HOME", "");
    // The XDG specification has relative paths ignored.
    Path state =
        base.startsWith("/")
            ? Path.of(base)
            : Path.of(environment.getOrDefault("HOME", "."), ".local", "state").toAbsolutePath();
    return new StateHome(state.resolve("mqctl").resolve("clusters"));
  }

  /**
   * One cluster's folder, which need not exist.
   *
   * @throws ClusterException if that is no name
   */
  public ClusterFolder folder(String name) {
    if (!ClusterFolder.isName(name)) {
      throw ClusterException.usage(
          "a cluster's name is made of letters, digits, dots, dashes and underscores; got \""
              + name
              + "\".");
    }
    return new ClusterFolder(clusters.resolve(name));
  }

  /** What was typed in sessions, over all clusters. */
  public Path historyFile() {
    return clusters.resolveSibling("history");
  }

  /** All clusters that exist, by name. */
  public List<ClusterFolder> folders() {
    List<ClusterFolder> found = new ArrayList<>();
    try (Stream<Path> entries = Files.list(clusters)) {
      entries
          .filter(entry -> Files.exists(entry.resolve("cluster.json")))
          .sorted()
          .forEach(entry -> found.add(new ClusterFolder(entry)));
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw ClusterException.failed("cannot read " + clusters + ": " + e.getMessage() + ".");
    }
    return found;
  }

  /**
   * The cluster that is meant: the one named, else the only one there is, else the only one that
   * runs.
   *
   * @throws ClusterException if that does not single one out
   */
  public ClusterFolder choose(Optional<String> name) {
    if (name.isPresent()) {
      ClusterFolder folder = folder(name.get());
      if (folder.load().isEmpty()) {
        throw ClusterException.usage(
            "there is no cluster " + name.get() + "; mqctl cluster list shows those there are.");
      }
      return folder;
    }
    List<ClusterFolder> all = folders();
    if (all.isEmpty()) {
      throw ClusterException.usage("there is no cluster yet; mqctl cluster up starts one.");
    }
    if (all.size() == 1) {
      return all.getFirst();
    }
    List<ClusterFolder> running =
        all.stream()
            .filter(each -> each.load().filter(ClusterState::isRunning).isPresent())
            .toList();
    if (running.size() == 1) {
      return running.getFirst();
    }
    List<ClusterFolder> candidates = running.isEmpty() ? all : running;
    throw ClusterException.usage(
        "several clusters "
            + (running.isEmpty() ? "exist" : "are running")
            + " ("
            + String.join(", ", candidates.stream().map(ClusterFolder::name).toList())
            + "); say which with --cluster NAME.");
  }
}
