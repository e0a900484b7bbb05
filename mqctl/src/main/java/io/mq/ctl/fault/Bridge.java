package io.mq.ctl.fault;

import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.SortedSet;
import java.util.random.RandomGenerator;

/** Two groups that hear each other only through one node in the middle, who hears both. */
public record Bridge() implements Shape {

  @Override
  public String word() {
    return "bridge";
  }

  @Override
  public int minNodes() {
    return 3;
  }

  @Override
  public SortedSet<Link> links(List<NodeId> nodes, RandomGenerator random) {
    List<NodeId> order = Shape.shuffled(nodes, random);
    int half = order.size() / 2;
    return Link.between(order.subList(0, half), order.subList(half + 1, order.size()), true);
  }
}
