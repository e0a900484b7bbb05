package io.mq.ctl.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.cluster.NodeView.Condition;
import io.mq.shared.id.NodeId;
import io.mq.shared.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which nodes the words mean. */
class SelectorsTest {

  private static final SplittableRandom RANDOM = new SplittableRandom(1);

  private static ClusterState cluster(int size) {
    List<NodeRecord> nodes =
        IntStream.rangeClosed(1, size)
            .mapToObj(
                number ->
                    new NodeRecord(
                        new NodeId(number),
                        "127.0.0.1",
                        4000 + number,
                        5000 + number,
                        Optional.empty()))
            .toList();
    return new ClusterState(
        "demo",
        "id",
        "s",
        "t",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Optional.empty(),
        nodes);
  }

  /** Everybody is up; those in {@code leaders} say that they lead, the later in the later term. */
  private static Survey survey(ClusterState cluster, int... leaders) {
    List<NodeView> views = new ArrayList<>();
    for (NodeRecord node : cluster.nodes()) {
      int number = node.id().number();
      int at =
          IntStream.range(0, leaders.length)
              .filter(i -> leaders[i] == number)
              .findFirst()
              .orElse(-1);
      String role = at < 0 ? "FOLLOWER" : "LEADER";
      String json =
          "{\"node\":\"" + node.id() + "\",\"role\":\"" + role + "\",\"term\":" + (5 + at) + "}";
      try {
        views.add(
            new NodeView(node, Condition.UP, Optional.of(AdminStates.parse(Json.parse(json))), ""));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
    return new Survey(views);
  }

  private static String select(int size, int leader, String... words) {
    ClusterState cluster = cluster(size);
    Survey survey = leader == 0 ? survey(cluster) : survey(cluster, leader);
    List<NodeId> nodes = new Selectors(cluster, () -> survey, RANDOM).resolve(List.of(words));
    return String.join(" ", nodes.stream().map(NodeId::toString).toList());
  }

  @Test
  void words_mean_nodes_in_order_and_each_once() {
    assertEquals("n1 n4", select(5, 3, "n4", "n1", "n4"));
    assertEquals("n2 n3", select(5, 3, "n3,n2"));
    assertEquals("n3", select(5, 3, "leader"));
    assertEquals("n1 n2 n4 n5", select(5, 3, "followers"));
    assertEquals("n1 n2 n3 n4 n5", select(5, 3, "all", "n2"));
  }

  @Test
  void the_minority_is_the_largest_one_and_has_the_leader_in_it() {
    assertEquals("n1 n3", select(5, 3, "minority"));
    assertEquals("n2 n4 n5", select(5, 3, "majority"));
    assertEquals("n2", select(3, 2, "minority"));
    assertEquals("n1", select(4, 1, "minority"));
    assertEquals("n1 n2", select(5, 0, "minority"));
    assertEquals("", select(1, 1, "minority"));
  }

  @Test
  void ids_are_resolved_without_looking_at_the_cluster() {
    Selectors blind =
        new Selectors(
            cluster(3),
            () -> {
              throw new AssertionError("nobody asked for a leader");
            },
            RANDOM);

    assertEquals(List.of(new NodeId(2)), blind.resolve(List.of("n2")));
  }

  @Test
  void random_is_one_of_them() {
    assertTrue(List.of("n1", "n2", "n3").contains(select(3, 1, "random")));
  }

  @Test
  void of_two_that_claim_to_lead_the_later_term_counts() {
    assertEquals(new NodeId(1), survey(cluster(3), 2, 1).requireLeader().id());
  }

  @Test
  void what_means_nothing_is_refused_in_a_sentence() {
    ClusterException unknown = assertThrows(ClusterException.class, () -> select(3, 1, "n9"));
    assertEquals("cluster demo has no node n9, only n1 to n3.", unknown.getMessage());
    assertEquals(ClusterException.Kind.USAGE, unknown.kind());

    ClusterException word = assertThrows(ClusterException.class, () -> select(3, 1, "boss"));
    assertTrue(word.getMessage().endsWith("got \"boss\"."), word.getMessage());

    ClusterException none = assertThrows(ClusterException.class, () -> select(3, 0, "leader"));
    assertEquals("there is no leader now; 3 of 3 nodes answer.", none.getMessage());
    assertEquals(ClusterException.Kind.UNREACHABLE, none.kind());
  }
}
