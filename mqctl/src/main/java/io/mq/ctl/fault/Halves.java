package io.mq.ctl.fault;

import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.SortedSet;
import java.util.random.RandomGenerator;

/** Two groups of about the same size. */
public record Halves() implements Shape {

  @Override
  public String word() {
    return "halves";
  }

  @Override
  public int minNodes() {
    return 2;
  }

  @Override
  public SortedSet<Link> links(List<NodeId> nodes, RandomGenerator random) {
    List<NodeId> order = Shape.shuffled(nodes, random);
    int half = order.size() / 2;
    return Link.between(order.subList(0, half), order.subList(half, order.size()), true);
  }
}
