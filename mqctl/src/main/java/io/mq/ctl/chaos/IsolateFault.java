package io.mq.ctl.chaos;

import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One node, or each of several, is cut off from all others, both ways. */
final class IsolateFault extends LeasedFault {

  @Override
  public String word() {
    return "isolate";
  }

  @Override
  public PlannedFault draw(Draw draw) {
    return draw.fault(word(), draw.oneNode());
  }

  @Override
  Asked asked(PlannedFault plan, Target target, long leaseMillis) {
    List<NodeId> alone = target.select(plan.nodes());
    Map<NodeId, List<NodeId>> cuts = new TreeMap<>();
    for (NodeId node : target.all()) {
      List<NodeId> others = without(target.all(), node);
      cuts.put(
          node, alone.contains(node) ? others : others.stream().filter(alone::contains).toList());
    }
    return new Asked(cut(cuts, leaseMillis), alone, "cut off from all others");
  }
}
