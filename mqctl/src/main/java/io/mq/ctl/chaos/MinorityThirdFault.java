package io.mq.ctl.chaos;

import io.mq.ctl.fault.Partition;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A third of the nodes, whichever they are, and the rest do not hear each other. */
final class MinorityThirdFault extends LeasedFault {

  @Override
  public String word() {
    return "minority-third";
  }

  @Override
  public PlannedFault draw(Draw draw) {
    return draw.fault(word(), "all");
  }

  @Override
  Asked asked(PlannedFault plan, Target target, long leaseMillis) {
    List<NodeId> order = new ArrayList<>(target.select(plan.nodes()));
    Collections.shuffle(order, target.random());
    List<NodeId> third = order.subList(0, order.size() / 3).stream().sorted().toList();
    List<NodeId> rest = new ArrayList<>(target.all());
    rest.removeAll(third);
    Partition partition = new Partition(List.of(third, rest));
    return new Asked(cut(partition.cuts(), leaseMillis), third, "cut " + partition.describe());
  }
}
