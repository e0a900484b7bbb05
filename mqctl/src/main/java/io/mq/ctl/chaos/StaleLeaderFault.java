package io.mq.ctl.chaos;

import io.mq.ctl.fault.FaultPlan;
import io.mq.shared.fault.ClockDrift;
import io.mq.shared.fault.Direction;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The leader is cut off and its clock runs slowly, so that for a while it takes itself for the
 * leader when the others have another: what it answers then must not be what it alone remembers.
 */
final class StaleLeaderFault extends LeasedFault {

  /** Four election timeouts of the others are one of its own. */
  private static final ClockDrift SLOW = new ClockDrift(0.25);

  @Override
  public String word() {
    return "stale-leader";
  }

  @Override
  public boolean suitsAnyProgram() {
    return false;
  }

  @Override
  public PlannedFault draw(Draw draw) {
    return draw.fault(word(), "leader");
  }

  @Override
  Asked asked(PlannedFault plan, Target target, long leaseMillis) {
    List<NodeId> alone = target.select(plan.nodes());
    Map<NodeId, List<FaultSpec>> specs = new TreeMap<>();
    FaultPlan.ofNodes(SLOW, alone, FaultPlan.Terms.lease(leaseMillis))
        .specs()
        .forEach((node, slow) -> specs.put(node, new ArrayList<>(slow)));
    for (NodeId node : alone) {
      specs.get(node).add(block(Direction.BOTH, without(target.all(), node), leaseMillis));
    }
    return new Asked(specs, alone, "cut off from all others, with a slow clock");
  }
}
