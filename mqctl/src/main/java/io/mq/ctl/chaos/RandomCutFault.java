package io.mq.ctl.chaos;

import io.mq.shared.fault.Direction;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Any link, one way, is cut or not, as chance has it. */
final class RandomCutFault extends LeasedFault {

  private static final int CUT_PERCENT = 30;

  @Override
  public String word() {
    return "random-cut";
  }

  @Override
  public PlannedFault draw(Draw draw) {
    return draw.fault(word(), "all");
  }

  @Override
  Asked asked(PlannedFault plan, Target target, long leaseMillis) {
    Map<NodeId, List<FaultSpec>> specs = new TreeMap<>();
    List<String> cuts = new ArrayList<>();
    for (NodeId node : target.select(plan.nodes())) {
      List<NodeId> deaf =
          without(target.all(), node).stream()
              .filter(peer -> target.random().nextInt(100) < CUT_PERCENT)
              .toList();
      if (!deaf.isEmpty()) {
        specs.put(node, List.of(block(Direction.OUT, deaf, leaseMillis)));
        deaf.forEach(peer -> cuts.add(node + "->" + peer));
      }
    }
    return new Asked(specs, List.copyOf(specs.keySet()), "cut " + String.join(" ", cuts));
  }
}
