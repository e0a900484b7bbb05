package io.mq.ctl.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.fault.Block;
import io.mq.shared.fault.Delay;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.fault.NetworkEffect;
import io.mq.shared.fault.SlowForce;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who is asked for what. */
final class FaultPlanTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);
  private static final NodeId N3 = new NodeId(3);
  private static final FaultPlan.Terms TERMS = FaultPlan.Terms.lease(5_000);

  @Test
  void a_delay_is_laid_once_on_the_sender_of_each_link() {
    assertEquals(List.of("n1: delay 20 ms out n2 n3"), plan(new Delay(20, 0), List.of(N1), false));
    assertEquals(
        List.of("n1: delay 20 ms out n2 n3", "n2: delay 20 ms out n1", "n3: delay 20 ms out n1"),
        plan(new Delay(20, 0), List.of(N1), true));
  }

  @Test
  void a_block_is_laid_on_both_ends() {
    assertEquals(
        List.of("n1: block out n2 n3", "n2: block in n1", "n3: block in n1"),
        plan(new Block(), List.of(N1), false));
    assertEquals(
        List.of("n1: block both n2 n3", "n2: block both n1", "n3: block both n1"),
        plan(new Block(), List.of(N1), true));
  }

  @Test
  void a_fault_of_nodes_is_laid_on_each() {
    assertEquals(
        List.of("n2: slow-force 7 ms", "n3: slow-force 7 ms"),
        lines(FaultPlan.ofNodes(new SlowForce(7, 0), List.of(N2, N3), TERMS)));
  }

  @Test
  void every_shape_keeps_its_promise_in_clusters_of_all_sizes() {
    for (int last = 4; last <= 9; last++) {
      List<NodeId> nodes = IntStream.rangeClosed(1, last).mapToObj(NodeId::new).toList();
      int size = last;
      int majority = size / 2 + 1;
      for (int seed = 0; seed < 50; seed++) {
        SplittableRandom random = new SplittableRandom(seed);
        assertEquals(List.of(1, size - 1), groups(new Isolate(), nodes, random));
        assertEquals(List.of(size / 2, size - size / 2), groups(new Halves(), nodes, random));
        assertEquals(
            List.of(size / 3, size - size / 3), groups(new MinorityThird(), nodes, random));

        assertEquals(List.of(size), groups(new Bridge(), nodes, random));
        SortedSet<Link> bridge = Shape.chosen(new Bridge(), nodes, random);
        assertEquals(1, nodes.stream().filter(node -> heard(node, nodes, bridge) == size).count());

        SortedSet<Link> ring = Shape.chosen(new MajorityRing(), nodes, random);
        TreeSet<String> views = new TreeSet<>();
        for (NodeId node : nodes) {
          assertTrue(heard(node, nodes, ring) >= majority, ring.toString());
          views.add(nodes.stream().filter(o -> !ring.contains(new Link(o, node))).toList() + "");
        }
        assertEquals(size, views.size(), "everybody hears others: " + ring);
      }
    }
  }

  @Test
  void a_shape_that_the_cluster_is_too_small_for_is_refused() {
    List<NodeId> three = List.of(N1, N2, N3);
    ClusterException e =
        assertThrows(
            ClusterException.class,
            () -> Shape.chosen(Shape.of("majority-ring"), three, new SplittableRandom(1)));
    assertEquals("majority-ring takes 4 nodes or more; there are 3.", e.getMessage());
    assertThrows(ClusterException.class, () -> Shape.of("star"));
  }

  @Test
  void chance_cuts_some_links_and_not_all() {
    List<NodeId> nodes = IntStream.rangeClosed(1, 5).mapToObj(NodeId::new).toList();
    SortedSet<Link> links = Shape.chosen(new SomeLinks(), nodes, new SplittableRandom(3));
    assertTrue(links.size() > 4 && links.size() < 16, links.toString());
    assertEquals(links, Shape.chosen(new SomeLinks(), nodes, new SplittableRandom(3)));
  }

  /** The sizes of the groups that can still talk, smallest first. */
  private static List<Integer> groups(Shape shape, List<NodeId> nodes, SplittableRandom random) {
    SortedSet<Link> cut = Shape.chosen(shape, nodes, random);
    TreeSet<NodeId> left = new TreeSet<>(nodes);
    List<Integer> sizes = new ArrayList<>();
    while (!left.isEmpty()) {
      TreeSet<NodeId> group = new TreeSet<>(List.of(left.first()));
      int before = 0;
      while (group.size() > before) {
        before = group.size();
        for (NodeId other : left) {
          if (group.stream().anyMatch(node -> !cut.contains(new Link(node, other)))) {
            group.add(other);
          }
        }
      }
      left.removeAll(group);
      sizes.add(group.size());
    }
    return sizes.stream().sorted().toList();
  }

  private static long heard(NodeId node, List<NodeId> nodes, SortedSet<Link> cut) {
    return nodes.stream().filter(other -> !cut.contains(new Link(other, node))).count();
  }

  private static List<String> plan(NetworkEffect effect, List<NodeId> from, boolean both) {
    return lines(FaultPlan.ofLinks(effect, Link.between(from, List.of(N1, N2, N3), both), TERMS));
  }

  private static List<String> lines(FaultPlan plan) {
    List<String> lines = new ArrayList<>();
    plan.specs()
        .forEach(
            (node, specs) -> {
              for (FaultSpec spec : specs) {
                assertEquals(5_000, spec.leaseMillis());
                lines.add(node + ": " + spec.describe());
              }
            });
    return lines;
  }
}
