package io.mq.ctl.chaos;

import io.mq.shared.id.NodeId;
import java.util.List;

/**
 * A node is killed and loses its disk. It comes back as a new one: out of the members, in again as
 * a learner under the next number, and to a vote. A majority keeps its disks.
 */
final class WipeFault implements FaultKind {

  private static final int MINORITY_PERCENT = 20;

  @Override
  public String word() {
    return "wipe";
  }

  @Override
  public boolean suitsAnyProgram() {
    return false;
  }

  @Override
  public boolean needsQuorumToEnd() {
    return true;
  }

  @Override
  public PlannedFault draw(Draw draw) {
    boolean several = draw.random().nextInt(100) < MINORITY_PERCENT;
    return draw.fault(word(), several ? "minority" : draw.oneNode());
  }

  @Override
  public InForce begin(PlannedFault plan, Target target) {
    List<NodeId> nodes = target.select(plan.nodes());
    target.roster().wipe(nodes);
    return new InForce("lost the disk", nodes, () -> nodes.forEach(target.roster()::rejoin));
  }
}
