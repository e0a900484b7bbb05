package io.mq.ctl.chaos;

import io.mq.ctl.fault.Partition;
import java.util.List;

/** The cluster falls into groups that do not hear each other. */
final class PartitionFault extends LeasedFault {

  @Override
  public String word() {
    return "partition";
  }

  @Override
  public PlannedFault draw(Draw draw) {
    return draw.fault(
        word(), draw.oneOf(List.of("minority | rest", "leader | rest", "majority | rest")));
  }

  @Override
  Asked asked(PlannedFault plan, Target target, long leaseMillis) {
    Partition partition = Partition.parse(plan.nodes(), target.all(), target::select);
    return new Asked(
        cut(partition.cuts(), leaseMillis),
        partition.groups().getFirst(),
        "cut " + partition.describe());
  }
}
