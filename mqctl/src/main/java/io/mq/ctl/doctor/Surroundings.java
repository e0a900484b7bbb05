package io.mq.ctl.doctor;

import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.ClusterFolder;
import io.mq.ctl.cluster.ClusterState;
import io.mq.ctl.cluster.NodeRecord;
import io.mq.ctl.cluster.Orphan;
import io.mq.ctl.cluster.Orphans;
import io.mq.ctl.cluster.OwnProcess;
import io.mq.ctl.cluster.PortOwners;
import io.mq.ctl.cluster.ProcessTable;
import io.mq.ctl.cluster.StateHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What several checks look at, seen once. Immutable.
 *
 * @param home where the clusters are written down
 * @param project the folder that the tool runs from; empty if its launcher did not start it
 * @param owners which process listens at which port
 * @param clusters those whose state can be read
 */
record Surroundings(
    Map<String, String> environment,
    StateHome home,
    Optional<Path> project,
    List<OwnProcess> processes,
    PortOwners owners,
    List<Orphan> orphans,
    List<Known> clusters) {

  /** A cluster whose state can be read. */
  record Known(ClusterFolder folder, ClusterState state) {

    String name() {
      return folder.name();
    }
  }

  /** Looks around. */
  static Surroundings of(Map<String, String> environment) {
    StateHome home = StateHome.from(environment);
    // Processes before states: what is started in between is not taken for an orphan.
    List<OwnProcess> processes = ProcessTable.own();
    List<Orphan> orphans = Orphans.among(processes);
    List<Known> clusters = new ArrayList<>();
    for (ClusterFolder folder : home.entries()) {
      try {
        folder.load().ifPresent(state -> clusters.add(new Known(folder, state)));
      } catch (ClusterException e) {
        // The check of the states says so.
      }
    }
    return new Surroundings(
        environment,
        home,
        Optional.of(System.getProperty("mq.home", ""))
            .filter(text -> !text.isEmpty())
            .map(Path::of),
        processes,
        PortOwners.among(processes),
        orphans,
        List.copyOf(clusters));
  }

  /** The process of that pid. */
  Optional<OwnProcess> process(long pid) {
    return processes.stream().filter(each -> each.pid() == pid).findFirst();
  }

  /**
   * The folders whose disks the clusters are on: the state folder, and where nodes keep data
   * elsewhere. What does not exist yet is looked for as far up as it does.
   */
  Set<Path> places() {
    Set<Path> places = new TreeSet<>();
    places.add(existing(home.clusters()));
    for (Known cluster : clusters) {
      for (NodeRecord node : cluster.state().nodes()) {
        // Beside the data and not among it, where the node would not expect another's file.
        node.overrides()
            .data()
            .map(data -> Path.of(data).toAbsolutePath().getParent())
            .ifPresent(folder -> places.add(existing(folder)));
      }
    }
    return places;
  }

  /** The folder, or the nearest one above it that exists. */
  static Path existing(Path folder) {
    Path existing = folder;
    while (existing.getParent() != null && !Files.isDirectory(existing)) {
      existing = existing.getParent();
    }
    return existing;
  }

  /** The kind of the file system, such as ext4. */
  static String fileSystem(Path place) throws IOException {
    return Files.getFileStore(place).type();
  }
}
