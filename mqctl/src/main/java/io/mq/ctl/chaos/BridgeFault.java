package io.mq.ctl.chaos;

import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Two halves that hear each other only through one node that hears all. */
final class BridgeFault extends LeasedFault {

  @Override
  public String word() {
    return "bridge";
  }

  @Override
  public PlannedFault draw(Draw draw) {
    return draw.fault(word(), draw.oneNode());
  }

  @Override
  Asked asked(PlannedFault plan, Target target, long leaseMillis) {
    NodeId bridge = target.select(plan.nodes()).getFirst();
    List<NodeId> banks = without(target.all(), bridge);
    List<NodeId> left = banks.subList(0, banks.size() / 2);
    List<NodeId> right = banks.subList(banks.size() / 2, banks.size());
    Map<NodeId, List<NodeId>> cuts = new TreeMap<>();
    left.forEach(node -> cuts.put(node, right));
    right.forEach(node -> cuts.put(node, left));
    return new Asked(cut(cuts, leaseMillis), List.of(bridge), "alone hears both halves");
  }
}
