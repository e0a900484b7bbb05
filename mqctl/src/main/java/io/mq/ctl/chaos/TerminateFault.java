package io.mq.ctl.chaos;

import io.mq.ctl.cluster.Progress;
import io.mq.shared.id.NodeId;
import java.util.List;

/** SIGTERM, which a node may answer in good order, and started again afterwards. */
final class TerminateFault implements FaultKind {

  private static final long PATIENCE_MILLIS = 8_000;

  @Override
  public String word() {
    return "terminate";
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
    List<NodeId> stopped =
        target.cluster().stop(target.select(plan.nodes()), PATIENCE_MILLIS, Progress.NONE);
    return new InForce("terminated", stopped, () -> target.start(stopped));
  }
}
