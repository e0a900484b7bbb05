package io.mq.ctl.fault;

import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Everybody hears a majority, and no two hear the same: the nodes stand in a ring, and each hears
 * only its neighbours.
 */
public record MajorityRing() implements Shape {

  @Override
  public String word() {
    return "majority-ring";
  }

  @Override
  public int minNodes() {
    return 4;
  }

  @Override
  public SortedSet<Link> links(List<NodeId> nodes, RandomGenerator random) {
    List<NodeId> ring = Shape.shuffled(nodes, random);
    int size = ring.size();
    int reach = (size / 2 + 1) / 2;
    TreeSet<Link> links = new TreeSet<>();
    for (int i = 0; i < size; i++) {
      for (int step = reach + 1; step < size - reach; step++) {
        links.add(new Link(ring.get(i), ring.get((i + step) % size)));
      }
    }
    return links;
  }
}
