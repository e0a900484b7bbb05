package io.mq.ctl.chaos;

import io.mq.shared.id.NodeId;
import java.util.List;

/** SIGKILL, and started again afterwards. */
final class KillFault implements FaultKind {

  @Override
  public String word() {
    return "kill";
  }

  @Override
  public boolean suitsAnyProgram() {
    return true;
  }

  @Override
  public PlannedFault draw(Draw draw) {
    return draw.fault(word(), draw.processes());
  }

  @Override
  public InForce begin(PlannedFault plan, Target target) {
    List<NodeId> killed = target.cluster().kill(target.select(plan.nodes()));
    return new InForce("killed", killed, () -> target.start(killed));
  }
}
