package io.mq.ctl.fault;

import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.random.RandomGenerator;

/** A pattern of links that a network fault hits. One immutable record per pattern. */
public sealed interface Shape
    permits Isolate, Halves, MajorityRing, Bridge, MinorityThird, SomeLinks {

  /** The word for it. */
  String word();

  /** How many nodes a cluster must have for it to mean anything. */
  int minNodes();

  /** The links that are hit. Which nodes play which part, chance decides. */
  SortedSet<Link> links(List<NodeId> nodes, RandomGenerator random);

  /** All patterns by their words, in the order of the documentation. */
  static List<Shape> all() {
    return List.of(
        new Isolate(),
        new Halves(),
        new MajorityRing(),
        new Bridge(),
        new MinorityThird(),
        new SomeLinks());
  }

  /**
   * The pattern of that word.
   *
   * @throws ClusterException if there is none
   */
  static Shape of(String word) {
    return all().stream()
        .filter(shape -> shape.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                ClusterException.usage(
                    "a shape is one of "
                        + String.join(", ", all().stream().map(Shape::word).toList())
                        + "; got \""
                        + word
                        + "\"."));
  }

  /**
   * The links that this pattern hits in a cluster.
   *
   * @throws ClusterException if the cluster is too small
   */
  static SortedSet<Link> chosen(Shape shape, List<NodeId> nodes, RandomGenerator random) {
    if (nodes.size() < shape.minNodes()) {
      throw ClusterException.usage(
          shape.word()
              + " takes "
              + shape.minNodes()
              + " nodes or more; there are "
              + nodes.size()
              + ".");
    }
    return shape.links(nodes, random);
  }

  /** The nodes in an order that chance decides. */
  static List<NodeId> shuffled(List<NodeId> nodes, RandomGenerator random) {
    List<NodeId> shuffled = new ArrayList<>(nodes);
    Collections.shuffle(shuffled, Random.from(random));
    return shuffled;
  }
}
