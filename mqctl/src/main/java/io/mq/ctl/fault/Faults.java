package io.mq.ctl.fault;

import io.mq.ctl.cluster.AdminClient;
import io.mq.ctl.cluster.AdminRefusedException;
import io.mq.ctl.cluster.ClusterState;
import io.mq.ctl.cluster.NodeRecord;
import io.mq.shared.client.CallThreads;
import io.mq.shared.fault.FaultJson.Renewal;
import io.mq.shared.fault.FaultView;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;

/** Puts faults in force on the nodes of a cluster, lists them and lifts them. */
public final class Faults implements AutoCloseable {

  private final Supplier<ClusterState> cluster;
  private final AdminClient admin;

  /** The faults of that cluster. */
  public Faults(ClusterState cluster) {
    this(() -> cluster);
  }

  /** The faults of a cluster whose nodes come and go; each call looks who they are. */
  public Faults(Supplier<ClusterState> cluster) {
    this.cluster = cluster;
    this.admin = new AdminClient(cluster.get().adminToken());
  }

  /**
   * What became of one call to several nodes.
   *
   * @param reached the nodes that answered, with their answer
   * @param missed the nodes that did not do it, with the reason
   * @param refused those among them that answered, with a refusal
   */
  public record Reached(
      Map<NodeId, List<FaultView>> reached, Map<NodeId, String> missed, Set<NodeId> refused) {

    /** How many faults the answers hold. */
    public int count() {
      return reached.values().stream().mapToInt(List::size).sum();
    }
  }

  /** Cuts the links between groups. */
  public Reached partition(Partition partition, long leaseMillis) {
    return apply(partition.plan(leaseMillis));
  }

  /**
   * Lays faults on nodes, on all at the same time, and asks each whether it has them: an answer
   * holds what the node itself lists.
   */
  public Reached apply(FaultPlan plan) {
    return onAll(
        nodes(plan.specs().keySet()),
        node -> {
          List<FaultView> added = admin.addFaults(node, plan.specs().get(node.id()));
          List<String> ids = added.stream().map(FaultView::id).toList();
          List<FaultView> listed =
              admin.faults(node).stream().filter(fault -> ids.contains(fault.id())).toList();
          if (listed.size() < ids.size()) {
            throw new IOException("took the fault and does not list it");
          }
          return listed;
        });
  }

  /** Lifts all faults of these nodes. */
  public Reached heal(Collection<NodeId> nodes) {
    return onAll(nodes(nodes), admin::clearFaults);
  }

  /** Lifts these faults alone. A node that cannot be reached lifts them when their lease ends. */
  public Reached lift(Map<NodeId, List<FaultView>> faults) {
    return onAll(
        nodes(faults.keySet()),
        node -> {
          for (FaultView fault : faults.get(node.id())) {
            admin.liftFault(node, fault.id());
          }
          return faults.get(node.id());
        });
  }

  /**
   * Keeps faults in force for that much longer than now.
   *
   * @param ids by node, as the node named them
   */
  public Reached renew(Map<NodeId, List<String>> ids, long leaseMillis) {
    return onAll(
        nodes(ids.keySet()),
        node -> admin.renewFaults(node, new Renewal(ids.get(node.id()), leaseMillis)));
  }

  /** Lifts all faults of all nodes that can be reached. */
  public Reached heal() {
    return onAll(cluster.get().nodes(), admin::clearFaults);
  }

  /** The faults in force, as the nodes themselves tell it. */
  public Reached list() {
    return onAll(cluster.get().nodes(), admin::faults);
  }

  private List<NodeRecord> nodes(Collection<NodeId> wanted) {
    return cluster.get().nodes().stream().filter(node -> wanted.contains(node.id())).toList();
  }

  private interface Call {
    List<FaultView> on(NodeRecord node) throws IOException;
  }

  /** All at once: a cut is to fall everywhere at the same time, and silent nodes take theirs. */
  private static Reached onAll(List<NodeRecord> nodes, Call call) {
    Map<NodeId, List<FaultView>> reached = new ConcurrentSkipListMap<>();
    Map<NodeId, String> missed = new ConcurrentSkipListMap<>();
    Set<NodeId> refused = new ConcurrentSkipListSet<>();
    try (ExecutorService threads = CallThreads.open()) {
      for (NodeRecord node : nodes) {
        threads.execute(
            () -> {
              try {
                reached.put(node.id(), call.on(node));
              } catch (AdminRefusedException e) {
                missed.put(node.id(), e.getMessage());
                refused.add(node.id());
              } catch (IOException e) {
                missed.put(node.id(), e.getMessage());
              }
            });
      }
    }
    return new Reached(reached, missed, refused);
  }

  @Override
  public void close() {
    admin.close();
  }
}
