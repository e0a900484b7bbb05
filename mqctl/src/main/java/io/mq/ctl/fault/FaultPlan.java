package io.mq.ctl.fault;

import io.mq.shared.fault.Block;
import io.mq.shared.fault.Direction;
import io.mq.shared.fault.Effect;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.fault.MessageType;
import io.mq.shared.fault.NetworkEffect;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which node is to bring what on itself. Immutable.
 *
 * @param specs by node, none empty
 */
public record FaultPlan(SortedMap<NodeId, List<FaultSpec>> specs) {

  /** Copies the map. */
  public FaultPlan {
    TreeMap<NodeId, List<FaultSpec>> copy = new TreeMap<>();
    specs.forEach((node, faults) -> copy.put(node, List.copyOf(faults)));
    specs = Collections.unmodifiableSortedMap(copy);
  }

  /**
   * How it is to be done.
   *
   * @param messages the kinds of messages that a network fault touches; empty for all
   * @param seed of what chance decides; empty leaves it to the nodes
   */
  public record Terms(Set<MessageType> messages, OptionalLong seed, long leaseMillis) {

    /** All messages, any seed. */
    public static Terms lease(long leaseMillis) {
      return new Terms(Set.of(), OptionalLong.empty(), leaseMillis);
    }
  }

  /** A fault of nodes, of their disks or clocks. */
  public static FaultPlan ofNodes(Effect effect, Collection<NodeId> nodes, Terms terms) {
    TreeMap<NodeId, List<FaultSpec>> specs = new TreeMap<>();
    for (NodeId node : nodes) {
      specs.put(node, List.of(spec(effect, Direction.BOTH, List.of(), terms)));
    }
    return new FaultPlan(specs);
  }

  /**
   * A fault of links. Each is laid on the node that sends, once, so that delays do not add up. A
   * block is laid on the receiver too, so that it holds while the sender restarts.
   */
  public static FaultPlan ofLinks(NetworkEffect effect, Collection<Link> links, Terms terms) {
    TreeMap<NodeId, TreeSet<NodeId>> outgoing = new TreeMap<>();
    TreeMap<NodeId, TreeSet<NodeId>> incoming = new TreeMap<>();
    for (Link link : links) {
      outgoing.computeIfAbsent(link.from(), _ -> new TreeSet<>()).add(link.to());
      if (effect instanceof Block) {
        incoming.computeIfAbsent(link.to(), _ -> new TreeSet<>()).add(link.from());
      }
    }
    TreeMap<NodeId, List<FaultSpec>> specs = new TreeMap<>();
    outgoing.forEach((node, peers) -> add(specs, node, effect, Direction.OUT, peers, terms));
    incoming.forEach((node, peers) -> add(specs, node, effect, Direction.IN, peers, terms));
    specs.replaceAll((_, faults) -> joined(faults));
    return new FaultPlan(specs);
  }

  private static void add(
      Map<NodeId, List<FaultSpec>> specs,
      NodeId node,
      Effect effect,
      Direction direction,
      Collection<NodeId> peers,
      Terms terms) {
    specs.computeIfAbsent(node, _ -> new ArrayList<>()).add(spec(effect, direction, peers, terms));
  }

  private static FaultSpec spec(
      Effect effect, Direction direction, Collection<NodeId> peers, Terms terms) {
    return new FaultSpec(
        effect,
        direction,
        new TreeSet<>(peers),
        terms.messages(),
        terms.seed(),
        terms.leaseMillis());
  }

  /** Out to and in from the same peers is one fault both ways. */
  private static List<FaultSpec> joined(List<FaultSpec> faults) {
    if (faults.size() == 2 && faults.get(0).peers().equals(faults.get(1).peers())) {
      return List.of(faults.getFirst().with(Direction.BOTH));
    }
    return faults;
  }
}
