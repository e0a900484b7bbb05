package io.mq.ctl.chaos;

import io.mq.shared.id.NodeId;
import java.util.List;

/** SIGSTOP, as a machine that swaps or a virtual one that is moved. */
final class PauseFault implements FaultKind {

  @Override
  public String word() {
    return "pause";
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
    List<NodeId> paused = target.pause(target.select(plan.nodes()));
    return new InForce("paused", paused, () -> target.resume(paused));
  }
}
