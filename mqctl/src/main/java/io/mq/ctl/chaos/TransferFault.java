package io.mq.ctl.chaos;

import io.mq.ctl.cluster.NodeView;
import java.util.List;
import java.util.Optional;

/** The leader is made to hand over: an election without anything being broken. */
final class TransferFault implements FaultKind {

  private static final long TIMEOUT_MILLIS = 5_000;

  @Override
  public String word() {
    return "transfer";
  }

  @Override
  public boolean suitsAnyProgram() {
    return false;
  }

  @Override
  public PlannedFault draw(Draw draw) {
    return PlannedFault.at(draw.atMillis(), word(), "leader", 0);
  }

  @Override
  public InForce begin(PlannedFault plan, Target target) {
    NodeView leader = target.cluster().transferLeader(Optional.empty(), TIMEOUT_MILLIS);
    return InForce.over("was handed the leadership", List.of(leader.id()));
  }
}
