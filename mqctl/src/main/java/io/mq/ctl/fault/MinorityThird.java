package io.mq.ctl.fault;

import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.SortedSet;
import java.util.random.RandomGenerator;

/** A third of the nodes in one group, the rest in the other. */
public record MinorityThird() implements Shape {

  @Override
  public String word() {
    return "minority-third";
  }

  @Override
  public int minNodes() {
    return 3;
  }

  @Override
  public SortedSet<Link> links(List<NodeId> nodes, RandomGenerator random) {
    List<NodeId> order = Shape.shuffled(nodes, random);
    int third = order.size() / 3;
    return Link.between(order.subList(0, third), order.subList(third, order.size()), true);
  }
}
