package io.mq.node.admin;

import io.mq.node.fault.ActiveFault;
import io.mq.node.fault.Block;
import io.mq.node.fault.Fault;
import io.mq.node.fault.Fault.Direction;
import io.mq.node.fault.FaultTable;
import io.mq.node.http.RequestFailed;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.FaultSpec;
import io.mq.shared.wire.FaultView;
import io.mq.shared.wire.Faults;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Faults between their JSON form and the table's. */
final class FaultForms {

  private final SortedSet<NodeId> peers;

  /** Faults of a node that has these peers. */
  FaultForms(SortedSet<NodeId> peers) {
    this.peers = peers;
  }

  FaultTable.Request request(FaultSpec spec) throws RequestFailed {
    if (spec == null) {
      throw RequestFailed.badRequest("a fault must be a JSON object; got null");
    }
    if (!Block.EFFECT.equals(spec.effect())) {
      throw RequestFailed.badRequest("effect must be " + Block.EFFECT + "; got " + spec.effect());
    }
    Fault fault = new Block(direction(spec.direction()), peers(spec.peers()));
    long leaseMillis =
        spec.leaseMillis() == null ? FaultTable.DEFAULT_LEASE_MILLIS : spec.leaseMillis();
    return new FaultTable.Request(fault, leaseMillis);
  }

  static Faults view(List<ActiveFault> faults) {
    return new Faults(faults.stream().map(FaultForms::view).toList());
  }

  private static FaultView view(ActiveFault active) {
    Fault fault = active.fault();
    return new FaultView(
        active.id(),
        fault.effect(),
        fault.direction().name().toLowerCase(Locale.ROOT),
        fault.peers().stream().map(NodeId::toString).toList(),
        active.leaseMillis(),
        active.remainingMillis());
  }

  private static Direction direction(String text) throws RequestFailed {
    return switch (text) {
      case null -> Direction.BOTH;
      case "in" -> Direction.IN;
      case "out" -> Direction.OUT;
      case "both" -> Direction.BOTH;
      default -> throw RequestFailed.badRequest("direction must be in, out or both; got " + text);
    };
  }

  private SortedSet<NodeId> peers(List<String> names) throws RequestFailed {
    if (names == null) {
      return peers;
    }
    TreeSet<NodeId> named = new TreeSet<>();
    for (String name : names) {
      Optional<NodeId> node = name == null ? Optional.empty() : NodeId.parse(name);
      if (node.isEmpty() || !peers.contains(node.get())) {
        throw RequestFailed.badRequest("peers must be among " + peers + "; got " + name);
      }
      named.add(node.get());
    }
    if (named.isEmpty()) {
      throw RequestFailed.badRequest("peers must name one at least, or be left out for all");
    }
    return named;
  }
}
