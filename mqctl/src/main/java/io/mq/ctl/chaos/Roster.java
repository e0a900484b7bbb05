package io.mq.ctl.chaos;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.ClusterState;
import io.mq.ctl.cluster.NodeRecord;
import io.mq.ctl.cluster.NodeView;
import io.mq.ctl.cluster.Progress;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.AdminState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Who belongs to the cluster while faults change that. Nodes come and go in the way that the tool
 * offers to people; what other faults kept from being finished is remembered, and {@link #settle}
 * finishes it. For one thread.
 */
final class Roster {

  /** For a node to stop in good order. */
  private static final long PATIENCE_MILLIS = 2_000;

  /** For one change. */
  private static final long CHANGE_MILLIS = 15_000;

  private final Cluster cluster;
  private final int size;
  private final Map<NodeId, NodeId> heirs = new TreeMap<>();
  private final Set<NodeId> seen = new TreeSet<>();
  private final Set<NodeId> wiped = new TreeSet<>();
  private final Set<NodeId> leaving = new TreeSet<>();
  private Optional<NodeId> coming = Optional.empty();
  private Consumer<List<NodeRecord>> listener = _ -> {};
  private boolean changed;

  /** The cluster as it is now is what it shall be again at the end. */
  Roster(Cluster cluster) {
    this.cluster = cluster;
    seen.addAll(members());
    size = seen.size();
  }

  /** Has somebody hear of the nodes there are, now and after every change. */
  void onChange(Consumer<List<NodeRecord>> heard) {
    listener = heard;
    listener.accept(cluster.state().nodes());
  }

  /** The nodes there are. */
  List<NodeId> members() {
    return cluster.state().nodes().stream().map(NodeRecord::id).toList();
  }

  /** All nodes that have been there. */
  Set<NodeId> seen() {
    return Set.copyOf(seen);
  }

  /** Those of the nodes that are still there and have their data. */
  List<NodeId> startable(List<NodeId> nodes) {
    return present(nodes).stream().filter(node -> !wiped.contains(node)).toList();
  }

  /** Those of the nodes that are still there. */
  List<NodeId> present(List<NodeId> nodes) {
    List<NodeId> members = members();
    return nodes.stream().filter(members::contains).toList();
  }

  /**
   * What to take a word of a schedule for: a node that has gone since stands for the one that came
   * in its place, or for any if none has come yet.
   */
  String meant(String word) {
    Optional<NodeId> named = NodeId.parse(word);
    if (named.isEmpty() || !seen.contains(named.get())) {
      return word;
    }
    List<NodeId> members = members();
    NodeId node = named.get();
    while (!members.contains(node)) {
      if (!heirs.containsKey(node)) {
        return "random";
      }
      node = heirs.get(node);
    }
    return node.toString();
  }

  /**
   * Has nodes lose their disks.
   *
   * @throws ClusterException if no majority of undamaged disks would be left
   */
  void wipe(List<NodeId> nodes) {
    Set<NodeId> lost = new TreeSet<>(wiped);
    lost.addAll(nodes);
    cluster.survey().nodes().stream()
        .filter(NodeView::isRepairing)
        .map(NodeView::id)
        .forEach(lost::add);
    int all = members().size();
    if (2 * lost.size() >= all) {
      throw ClusterException.failed(
          "a majority keeps its disks: of " + all + " nodes " + lost + " would have lost theirs.");
    }
    changed = true;
    cluster.wipe(nodes);
    wiped.addAll(nodes);
  }

  /** Lets a node that lost its disk in again, as a new one. Harmless if it is in. */
  void rejoin(NodeId node) {
    Optional<NodeRecord> before = record(node);
    if (before.isPresent()) {
      try {
        change(() -> cluster.rejoin(node, PATIENCE_MILLIS, CHANGE_MILLIS, Progress.NONE));
      } finally {
        if (record(node).isEmpty()) {
          wiped.remove(node);
          inherit(node, before.get().port());
        }
      }
    }
  }

  private void inherit(NodeId gone, int port) {
    cluster.state().nodes().stream()
        .filter(each -> each.port() == port)
        .forEach(each -> heirs.put(gone, each.id()));
  }

  /** Lets a new node in. */
  NodeId add() {
    List<NodeId> before = members();
    if (coming.isPresent()) {
      change(this::complete);
    } else {
      try {
        change(() -> cluster.add(1, CHANGE_MILLIS, Progress.NONE));
      } finally {
        coming = members().stream().filter(node -> !before.contains(node)).findFirst();
      }
    }
    NodeId added = coming.orElseThrow();
    coming = Optional.empty();
    return added;
  }

  /** Makes voters of those that are written down and are none yet. */
  private void complete() {
    cluster.scale(members().size(), PATIENCE_MILLIS, CHANGE_MILLIS, Progress.NONE);
  }

  /** Takes a node out for good. Harmless if it is out. */
  void remove(NodeId node) {
    if (record(node).isPresent()) {
      // Without a leader nothing is asked, so nothing is left to be finished.
      var _ = cluster.survey().requireLeader();
      leaving.add(node);
      change(() -> cluster.remove(List.of(node), PATIENCE_MILLIS, CHANGE_MILLIS, Progress.NONE));
    }
    leaving.remove(node);
    wiped.remove(node);
  }

  /** Lets a new node in for one that is out, unless that has been done. */
  void replace(NodeId gone) {
    if (!heirs.containsKey(gone)) {
      heirs.put(gone, add());
    }
  }

  /** Whatever comes of it, who is there afterwards is known. */
  private void change(Runnable change) {
    changed = true;
    try {
      change.run();
    } finally {
      seen.addAll(members());
      listener.accept(cluster.state().nodes());
    }
  }

  private Optional<NodeRecord> record(NodeId node) {
    return cluster.state().nodes().stream().filter(each -> each.id().equals(node)).findFirst();
  }

  /**
   * Finishes what is not, and brings the cluster back to as many nodes as it had, all of them
   * voters.
   *
   * @return why that could not be done; empty if it is done, or nothing had changed
   */
  Optional<String> settle() {
    if (!changed) {
      return Optional.empty();
    }
    try {
      List.copyOf(leaving).forEach(this::remove);
      List.copyOf(wiped).forEach(this::rejoin);
      Optional<String> different = difference();
      if (different.isPresent()) {
        change(this::complete);
        change(() -> cluster.scale(size, PATIENCE_MILLIS, CHANGE_MILLIS, Progress.NONE));
        coming = Optional.empty();
        different = difference();
      }
      return different;
    } catch (ClusterException e) {
      return Optional.of(e.getMessage());
    }
  }

  /** How the members are not what they shall be at the end. */
  private Optional<String> difference() {
    ClusterState state = cluster.state();
    AdminState leader = cluster.survey().requireLeader().state().orElseThrow();
    List<String> wanted = state.nodes().stream().map(node -> node.id().toString()).toList();
    List<String> voters =
        leader.members().stream()
            .filter(member -> member.suffrage().equals("voter"))
            .map(AdminState.Member::node)
            .toList();
    List<String> strangers = new ArrayList<>(voters);
    strangers.removeAll(wanted);
    return voters.size() == size && wanted.size() == size && strangers.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the voters are "
                + voters.stream().sorted().collect(Collectors.joining(" "))
                + " in place of "
                + size);
  }
}
