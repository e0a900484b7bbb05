package io.mq.ctl.fault;

import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.SortedSet;
import java.util.random.RandomGenerator;

/** One node alone, and all others together. */
public record Isolate() implements Shape {

  @Override
  public String word() {
    return "isolate";
  }

  @Override
  public int minNodes() {
    return 2;
  }

  @Override
  public SortedSet<Link> links(List<NodeId> nodes, RandomGenerator random) {
    NodeId alone = nodes.get(random.nextInt(nodes.size()));
    return Link.between(List.of(alone), nodes, true);
  }
}
