package io.mq.ctl.chaos;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.ClusterState;
import io.mq.ctl.cluster.Selectors;
import io.mq.ctl.fault.Faults;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;

/** The cluster as the faults see it. For one thread. */
final class Target implements AutoCloseable {

  private final Cluster cluster;
  private final Roster roster;
  private final Workload workload;
  private final RandomGenerator random;
  private final Faults faults;
  private final LeaseKeeper leases;
  private final PauseGuard guard = new PauseGuard();

  Target(Cluster cluster, Workload workload, RandomGenerator random) {
    this.cluster = cluster;
    this.roster = new Roster(cluster);
    this.workload = workload;
    this.random = random;
    this.faults = new Faults(cluster::state);
    this.leases = new LeaseKeeper(faults);
  }

  Cluster cluster() {
    return cluster;
  }

  /** Who belongs to the cluster. */
  Roster roster() {
    return roster;
  }

  /** The clients. */
  Workload workload() {
    return workload;
  }

  ClusterState state() {
    return cluster.state();
  }

  Faults faults() {
    return faults;
  }

  LeaseKeeper leases() {
    return leases;
  }

  RandomGenerator random() {
    return random;
  }

  List<NodeId> all() {
    return roster.members();
  }

  /** The nodes that the words mean; where there is no leader to mean, any node. */
  List<NodeId> select(String words) {
    List<String> list = List.of(words.strip().split("[\\s,]+"));
    return select(list);
  }

  List<NodeId> select(Collection<String> named) {
    List<String> words = named.stream().map(roster::meant).toList();
    try {
      return selectors().resolve(words);
    } catch (ClusterException e) {
      if (e.kind() != ClusterException.Kind.UNREACHABLE) {
        throw e;
      }
      List<String> others = new ArrayList<>();
      words.forEach(word -> others.add(word.equals("leader") ? "random" : word));
      return selectors().resolve(others);
    }
  }

  private Selectors selectors() {
    return new Selectors(state(), cluster::survey, random);
  }

  /** Starts nodes and does not wait: a node that does not come back is the recovery's business. */
  void start(List<NodeId> nodes) {
    cluster.launch(roster.startable(nodes));
  }

  /** Pauses nodes; should this program die, they go on by themselves. */
  List<NodeId> pause(List<NodeId> nodes) {
    nodes.forEach(node -> guard.watch(state().node(node)));
    return cluster.pause(nodes);
  }

  List<NodeId> resume(List<NodeId> nodes) {
    return cluster.resume(roster.present(nodes));
  }

  @Override
  public void close() {
    guard.close();
    leases.close();
    faults.close();
  }
}
