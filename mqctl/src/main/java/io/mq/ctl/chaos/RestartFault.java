package io.mq.ctl.chaos;

import io.mq.shared.id.NodeId;
import java.util.List;

/** SIGKILL and started again at once, as a supervisor would. */
final class RestartFault implements FaultKind {

  @Override
  public String word() {
    return "restart";
  }

  @Override
  public boolean suitsAnyProgram() {
    return true;
  }

  @Override
  public PlannedFault draw(Draw draw) {
    return PlannedFault.at(draw.atMillis(), word(), draw.processes(), 0);
  }

  @Override
  public InForce begin(PlannedFault plan, Target target) {
    List<NodeId> killed = target.cluster().kill(target.select(plan.nodes()));
    return new InForce("killed and started again", killed, () -> target.start(killed));
  }
}
