package io.mq.ctl.chaos;

import io.mq.shared.id.NodeId;
import java.util.List;

/** The power fails: killed, and what was never forced to the disk is gone. */
final class PowerLossFault implements FaultKind {

  @Override
  public String word() {
    return "power-loss";
  }

  @Override
  public boolean suitsAnyProgram() {
    return false;
  }

  @Override
  public PlannedFault draw(Draw draw) {
    return draw.fault(word(), draw.processes());
  }

  @Override
  public InForce begin(PlannedFault plan, Target target) {
    List<NodeId> dark = target.cluster().losePower(target.select(plan.nodes()));
    return new InForce("lost the power", dark, () -> target.start(dark));
  }
}
