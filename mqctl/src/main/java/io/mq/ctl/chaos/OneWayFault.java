package io.mq.ctl.chaos;

import io.mq.shared.fault.Direction;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.fault.MessageType;
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
    PlannedFault fault = draw.fault(word(), draw.oneNode());
    return draw.narrowed(fault.with(DIRECTION, draw.oneOf(List.of("in", "out"))));
  }

  @Override
  Asked asked(PlannedFault plan, Target target, long leaseMillis) {
    boolean deaf = plan.settings().getOrDefault(DIRECTION, "in").equals("in");
    Direction direction = deaf ? Direction.IN : Direction.OUT;
    Map<NodeId, List<FaultSpec>> specs = new TreeMap<>();
    List<NodeId> nodes = target.select(plan.nodes());
    List<MessageType> types = messages(plan);
    for (NodeId node : nodes) {
      List<NodeId> others = without(target.all(), node);
      specs.put(node, List.of(block(direction, others, leaseMillis).only(types)));
    }
    String detail = deaf ? "hears no other node" : "is heard by no other node";
    return new Asked(
        specs,
        nodes,
        types.isEmpty() ? detail : detail + ", as to " + plan.settings().get(MESSAGES));
  }
}
