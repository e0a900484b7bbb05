package io.mq.ctl.fault;

import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.SortedSet;
import java.util.random.RandomGenerator;

/** Every way between two nodes with an even chance, so that some are cut one way only. */
public record SomeLinks() implements Shape {

  @Override
  public String word() {
    return "random";
  }

  @Override
  public int minNodes() {
    return 2;
  }

  @Override
  public SortedSet<Link> links(List<NodeId> nodes, RandomGenerator random) {
    SortedSet<Link> links = Link.between(nodes, nodes, true);
    links.removeIf(link -> random.nextBoolean());
    return links;
  }
}
