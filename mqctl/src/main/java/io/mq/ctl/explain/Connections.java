package io.mq.ctl.explain;

import io.mq.ctl.cluster.NodeView;
import io.mq.shared.fault.Block;
import io.mq.shared.fault.Direction;
import io.mq.shared.fault.FaultView;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.AdminState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which of the nodes that answer can talk to which: by their links, less their faults. */
public final class Connections {

  private final Map<NodeId, AdminState> answering = new TreeMap<>();
  private final Map<NodeId, List<FaultView>> faults;

  /** What can be told from what the nodes say, and the faults in force at each. */
  public Connections(List<NodeView> nodes, Map<NodeId, List<FaultView>> faults) {
    nodes.forEach(node -> node.state().ifPresent(state -> answering.put(node.id(), state)));
    this.faults = faults;
  }

  /** Whether messages pass both ways. */
  boolean talk(NodeId one, NodeId other) {
    return passes(one, other) && passes(other, one);
  }

  /** Whether messages pass from one node to the other. */
  public boolean passes(NodeId from, NodeId to) {
    return answering.containsKey(from)
        && answering.containsKey(to)
        && linkIsUp(from, to)
        && !blocks(from, Direction.OUT, to)
        && !blocks(to, Direction.IN, from);
  }

  private boolean linkIsUp(NodeId from, NodeId to) {
    return answering.get(from).links().stream()
        .filter(link -> link.peer().equals(to.toString()))
        .allMatch(AdminState.Link::outgoing);
  }

  private boolean blocks(NodeId node, Direction way, NodeId peer) {
    return faults.getOrDefault(node, List.of()).stream()
        .map(FaultView::spec)
        .anyMatch(
            fault ->
                fault.effect() instanceof Block
                    && fault.messages().isEmpty()
                    && fault.touches(way, peer));
  }

  /** The nodes that answer, in groups that are joined by two-way talk, largest first. */
  List<SortedSet<NodeId>> groups() {
    List<SortedSet<NodeId>> groups = new ArrayList<>();
    TreeSet<NodeId> left = new TreeSet<>(answering.keySet());
    while (!left.isEmpty()) {
      SortedSet<NodeId> group = reached(left.first());
      left.removeAll(group);
      groups.add(group);
    }
    groups.sort(Comparator.comparingInt(group -> -group.size()));
    return groups;
  }

  private SortedSet<NodeId> reached(NodeId start) {
    TreeSet<NodeId> seen = new TreeSet<>(List.of(start));
    ArrayDeque<NodeId> next = new ArrayDeque<>(seen);
    while (!next.isEmpty()) {
      NodeId node = next.remove();
      for (NodeId other : answering.keySet()) {
        if (!seen.contains(other) && talk(node, other)) {
          seen.add(other);
          next.add(other);
        }
      }
    }
    return seen;
  }
}
