package io.mq.ctl.chaos;

import io.mq.shared.id.NodeId;
import java.util.List;

/** SIGKILL and started again, three times in a row; the last start is a lasting one. */
final class CrashLoopFault implements FaultKind {

  private static final int CRASHES = 3;

  @Override
  public String word() {
    return "crash-loop";
  }

  @Override
  public boolean suitsAnyProgram() {
    return true;
  }

  @Override
  public PlannedFault draw(Draw draw) {
    return PlannedFault.at(draw.atMillis(), word(), draw.oneNode(), 0);
  }

  @Override
  public InForce begin(PlannedFault plan, Target target) {
    List<NodeId> nodes = target.select(plan.nodes());
    List<NodeId> killed = target.cluster().kill(nodes);
    for (int i = 1; i < CRASHES; i++) {
      target.start(nodes);
      target.cluster().kill(nodes);
    }
    return new InForce("crashed " + CRASHES + " times", killed, () -> target.start(nodes));
  }
}
