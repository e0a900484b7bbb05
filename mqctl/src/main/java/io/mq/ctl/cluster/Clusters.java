package io.mq.ctl.cluster;

import io.mq.shared.config.ClusterFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The clusters on this machine: makes, starts and stops them. Stateless apart from the files. */
public final class Clusters {

  private final StateHome home;
  private final Map<String, String> environment;

  /** The clusters below the state folder that the environment names. */
  public Clusters(Map<String, String> environment) {
    this.home = StateHome.from(environment);
    this.environment = environment;
  }

  /** Where they are written down. */
  public StateHome home() {
    return home;
  }

  /** One cluster that exists. */
  public Cluster open(ClusterFolder folder) {
    return new Cluster(folder, environment);
  }

  /**
   * Starts whatever of a cluster does not run, making it first if there is none of that name, and
   * waits until it has a leader that has committed.
   *
   * @param file what the cluster shall be; empty takes it as it is, or three nodes if there is none
   * @throws ClusterException if it does not come up; what has been started stays
   */
  public Cluster up(
      String name, Optional<ClusterFile> file, long timeoutMillis, Progress progress) {
    ClusterFolder folder = home.folder(name);
    try (ClusterLock _ = ClusterLock.take(folder)) {
      Optional<ClusterState> known = folder.load();
      ClusterState state;
      if (known.isPresent()) {
        state = known.get();
        file.ifPresent(asked -> mustFit(state, asked));
      } else {
        mustNotRun(folder);
        // Before anything is written down: without a program there is nothing to be.
        NodeProgram.find(environment, file.flatMap(ClusterFile::program));
        state = new NewCluster(home).create(name, file.orElse(ClusterFile.ofSize(DEFAULT_SIZE)));
        file.ifPresent(folder::writeInitial);
        folder.write(state);
      }
      Cluster cluster = open(folder);
      new Starting(cluster, program(state), progress).start(state.nodes(), timeoutMillis);
      return cluster;
    }
  }

  /**
   * What {@link #up} would start, found out without making or touching anything.
   *
   * @throws ClusterException what up would throw before it starts anything
   */
  public UpPlan plan(String name, Optional<ClusterFile> file) {
    ClusterFolder folder = home.folder(name);
    Optional<ClusterState> known = folder.load();
    known.ifPresent(state -> file.ifPresent(asked -> mustFit(state, asked)));
    ClusterFile wanted = file.orElse(ClusterFile.ofSize(DEFAULT_SIZE));
    ClusterState state = known.orElseGet(() -> NewCluster.draft(name, wanted));
    Optional<ClusterFile> begins = known.isPresent() ? Optional.empty() : Optional.of(wanted);
    return new Planning(folder, state, program(state), environment).plan(begins);
  }

  /**
   * Takes running processes that no state knows into the clusters that they are a part of.
   *
   * @param as the name of the cluster that those become that were started by hand
   */
  public Adoption.Outcome adopt(List<Orphan> orphans, Optional<String> as) {
    return new Adoption(home).adopt(orphans, as);
  }

  /** Its nodes outlived what was written down about them. */
  private static void mustNotRun(ClusterFolder folder) {
    Optional<String> orphans = Orphans.described(folder);
    if (orphans.isPresent()) {
      throw ClusterException.failed(
          "there is no cluster.json in "
              + folder.path()
              + ", but processes of such a cluster run: "
              + orphans.get()
              + ". mqctl cluster adopt "
              + folder.name()
              + " makes it anew.");
    }
  }

  /** How many nodes a cluster has when nothing is said. */
  public static final int DEFAULT_SIZE = 3;

  private NodeProgram program(ClusterState state) {
    return NodeProgram.find(environment, state.program().map(ProgramState::program));
  }

  private static void mustFit(ClusterState state, ClusterFile asked) {
    if (asked.nodes().size() != state.nodes().size()) {
      throw ClusterException.usage(
          "cluster "
              + state.name()
              + " exists with "
              + state.nodes().size()
              + " nodes, not "
              + asked.nodes().size()
              + "; mqctl cluster scale changes that once it runs, another --name makes another"
              + " cluster, and mqctl cluster down --purge removes this one.");
    }
  }
}
