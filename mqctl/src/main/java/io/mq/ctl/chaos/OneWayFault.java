package io.mq.ctl.chaos;

import io.mq.shared.fault.Direction;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A node is heard and hears nothing, or hears and is not heard (lesson 8). */
final class OneWayFault extends LeasedFault {

  private static final String DIRECTION = "direction";

  @Override
  public String word() {
    return "one-way";
  }

  @Override
  public PlannedFault draw(Draw draw) {
    return draw.fault(word(), draw.oneNode()).with(DIRECTION, draw.oneOf(List.of("in", "out")));
  }

  @Override
  Asked asked(PlannedFault plan, Target target, long leaseMillis) {
    boolean deaf = plan.settings().getOrDefault(DIRECTION, "in").equals("in");
    Direction direction = deaf ? Direction.IN : Direction.OUT;
    Map<NodeId, List<FaultSpec>> specs = new TreeMap<>();
    List<NodeId> nodes = target.select(plan.nodes());
    for (NodeId node : nodes) {
      specs.put(node, List.of(block(direction, without(target.all(), node), leaseMillis)));
    }
    return new Asked(specs, nodes, deaf ? "hears no other node" : "is heard by no other node");
  }
}
