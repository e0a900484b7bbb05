package io.mq.ctl.chaos;

import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.fault.FaultPlan;
import io.mq.ctl.fault.Faults;
import io.mq.shared.fault.Block;
import io.mq.shared.fault.Direction;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.fault.MessageType;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A fault that nodes bring on themselves, confirm, and lift alone when the lease ends. The lease is
 * short, and renewed while the fault is to last.
 */
abstract class LeasedFault implements FaultKind {

  /** The setting that narrows a fault of the network to kinds of messages. */
  static final String MESSAGES = "messages";

  @Override
  public boolean suitsAnyProgram() {
    return true;
  }

  /**
   * What is to be done.
   *
   * @param specs for each node what it is asked
   * @param victims the nodes that the fault is about, which are not always those that carry it out
   * @param detail what is done, in a few words
   */
  record Asked(Map<NodeId, List<FaultSpec>> specs, List<NodeId> victims, String detail) {}

  /** What is to be done. */
  abstract Asked asked(PlannedFault plan, Target target, long leaseMillis);

  @Override
  public final InForce begin(PlannedFault plan, Target target) {
    Asked asked = asked(plan, target, LeaseKeeper.LEASE_MILLIS);
    Faults.Reached reached = target.faults().apply(new FaultPlan(new TreeMap<>(asked.specs())));
    if (reached.reached().isEmpty() && !reached.missed().isEmpty()) {
      throw ClusterException.unreachable("no node took it: " + reached.missed());
    }
    target.leases().keep(reached.reached());
    return new InForce(
        asked.detail(),
        reached.reached().isEmpty() ? List.of() : asked.victims(),
        () -> {
          target.leases().release(reached.reached());
          beforehand(asked, target);
          target.faults().lift(reached.reached());
          afterwards(asked, target);
        });
  }

  /** What else is to be done when the fault is to end and still in force. */
  void beforehand(Asked asked, Target target) {}

  /** What else is to be put right when the fault is lifted. */
  void afterwards(Asked asked, Target target) {}

  /** The kinds of messages that a fault is narrowed to; none if to no kind in particular. */
  static List<MessageType> messages(PlannedFault plan) {
    try {
      return words(plan.settings().getOrDefault(MESSAGES, "")).stream()
          .map(MessageType::of)
          .toList();
    } catch (IllegalArgumentException e) {
      throw ClusterException.usage(plan.describe() + ": " + e.getMessage() + ".");
    }
  }

  /** The words of a setting that is a list. */
  static List<String> words(String setting) {
    return Pattern.compile("[\\s,]+")
        .splitAsStream(setting)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** Cuts, each seen from both of its ends where they can be asked. */
  static Map<NodeId, List<FaultSpec>> cut(Map<NodeId, List<NodeId>> cuts, long leaseMillis) {
    Map<NodeId, List<FaultSpec>> asked = new TreeMap<>();
    cuts.forEach(
        (node, peers) -> {
          if (!peers.isEmpty()) {
            asked.put(node, List.of(block(Direction.BOTH, peers, leaseMillis)));
          }
        });
    return asked;
  }

  static FaultSpec block(Direction direction, List<NodeId> peers, long leaseMillis) {
    return FaultSpec.network(new Block(), leaseMillis).with(direction).between(peers);
  }

  static List<NodeId> without(List<NodeId> all, NodeId node) {
    List<NodeId> others = new ArrayList<>(all);
    others.remove(node);
    return others;
  }
}
