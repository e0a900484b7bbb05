package io.mq.ctl.chaos;

import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Nodes ask for votes although nothing is wrong; several at the same moment split the vote. */
final class ElectionFault implements FaultKind {

  @Override
  public String word() {
    return "election";
  }

  @Override
  public boolean suitsAnyProgram() {
    return false;
  }

  @Override
  public PlannedFault draw(Draw draw) {
    String nodes = draw.oneOf(List.of("followers", "followers", "random"));
    return PlannedFault.at(draw.atMillis(), word(), nodes, 0);
  }

  @Override
  public InForce begin(PlannedFault plan, Target target) {
    List<NodeId> nodes = new ArrayList<>(target.select(plan.nodes()));
    Map<NodeId, String> missed = target.cluster().startElections(nodes);
    nodes.removeAll(missed.keySet());
    return InForce.over("asked for votes", nodes);
  }
}
