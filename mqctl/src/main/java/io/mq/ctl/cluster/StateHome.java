package io.mq.ctl.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where all clusters' folders are, {@code $XDG_STATE_HOME/mqctl/clusters}, by default below {@code
 * ~/.local/state}; and beside them {@code use.json}, which says which of them is in use. Stateless.
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

  /** The folder that holds those of the clusters. */
  public Path clusters() {
    return clusters;
  }

  /** Whether it is a part of one of these clusters. */
  public boolean isHere(Orphan orphan) {
    return orphan.folder().map(Path::getParent).filter(clusters::equals).isPresent();
  }

  /** What {@code XDG_STATE_HOME} was for the tool that made a cluster's folder. */
  static Optional<Path> baseOf(Path clusterFolder) {
    Path clusters = clusterFolder.getParent();
    return clusters != null && clusters.endsWith(Path.of("mqctl", "clusters"))
        ? Optional.ofNullable(clusters.getParent().getParent())
        : Optional.empty();
  }

  /** All clusters that exist, by name. */
  public List<ClusterFolder> folders() {
    return entries().stream().filter(ClusterFolder::exists).toList();
  }

  /** The folders of all clusters by name, those included that have no state, or none any more. */
  public List<ClusterFolder> entries() {
    try (Stream<Path> entries = Files.list(clusters)) {
      return entries.filter(Files::isDirectory).sorted().map(ClusterFolder::new).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw ClusterException.failed("cannot read " + clusters + ": " + e.getMessage() + ".");
    }
  }

  private Path choiceFile() {
    return clusters.resolveSibling("use.json");
  }

  /** What a person has chosen last; the clusters need not be there any more. */
  public ClusterInUse choice() {
    return ClusterInUse.read(choiceFile());
  }

  /** The cluster in use, if one is and it is still there. */
  public Optional<ClusterFolder> inUse() {
    return choice().current().map(this::folder).filter(ClusterFolder::exists);
  }

  /**
   * Has a cluster be meant whenever none is named.
   *
   * @throws ClusterException if there is none of that name
   */
  public ClusterFolder use(String name) {
    ClusterFolder folder = existing(name);
    choice().use(name).write(choiceFile());
    return folder;
  }

  /**
   * Goes back to the cluster that was in use before.
   *
   * @throws ClusterException if there was none, or it is gone
   */
  public ClusterFolder usePrevious() {
    return use(
        choice()
            .previous()
            .orElseThrow(
                () ->
                    ClusterException.usage(
                        "no other cluster was in use before; mqctl cluster use NAME chooses"
                            + " one.")));
  }

  /**
   * Forgets the choice of a cluster that is no longer there.
   *
   * @return its name, if there was such a choice
   */
  public Optional<String> forgetIfGone() {
    ClusterInUse choice = choice();
    Optional<String> gone = choice.current().filter(name -> !folder(name).exists());
    gone.ifPresent(_ -> choice.forget().write(choiceFile()));
    return gone;
  }

  private ClusterFolder existing(String name) {
    ClusterFolder folder = folder(name);
    if (!folder.exists()) {
      throw ClusterException.usage(
          "there is no cluster " + name + "; mqctl cluster list shows those there are.");
    }
    return folder;
  }

  /**
   * The cluster that is meant: the one named, else the one in use, else the only one there is, else
   * the only one that runs.
   *
   * @throws ClusterException if that does not single one out
   */
  public ClusterFolder choose(Optional<String> name) {
    if (name.isPresent()) {
      return existing(name.get());
    }
    Optional<ClusterFolder> inUse = inUse();
    if (inUse.isPresent()) {
      return inUse.get();
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
            + "); say which with --cluster NAME, or choose one with mqctl cluster use NAME.");
  }
}
