package io.mq.ctl.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.id.NodeId;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Partitions as people write them. */
class PartitionTest {

  private static final List<NodeId> FIVE =
      IntStream.rangeClosed(1, 5).mapToObj(NodeId::new).toList();

  private static Partition parse(String text) {
    return Partition.parse(text, FIVE, PartitionTest::ids);
  }

  private static List<NodeId> ids(Collection<String> words) {
    return words.stream().map(word -> NodeId.parse(word).orElseThrow()).toList();
  }

  @Test
  void groups_are_divided_by_bars() {
    assertEquals("n1 n2 | n3 n4 n5", parse("n1 n2 | n3 n4 n5").describe());
    assertEquals("n1 n2 | n3 n4 n5", parse("n1,n2|n3,n4,n5").describe());
    assertEquals("n1 | n2 | n3 n4 n5", parse("n1 | n2 | rest").describe());
    assertEquals("n1 n2 n4 n5 | n3", parse("rest | n3").describe());
  }

  @Test
  void each_node_is_cut_from_all_of_the_other_groups() {
    assertEquals(
        "{n1=[n3, n4, n5], n2=[n3, n4, n5], n3=[n1, n2], n4=[n1, n2], n5=[n1, n2]}",
        parse("n1 n2 | n3 n4 n5").cuts().toString());
    assertEquals("[n1, n2]", parse("n1 | n2 | rest").cuts().get(new NodeId(3)).toString());
  }

  @Test
  void a_split_that_leaves_a_doubt_is_refused() {
    complains("n1 n2", "two groups or more are needed");
    complains("n1 n2 | n3 n4", "no group names [n5]");
    complains("n1 n2 | n2 n3 n4 n5", "n2 is in two groups");
    complains("n1 | | rest", "a group without nodes");
    complains("n1 n2 n3 n4 n5 | rest", "two groups or more are needed");
    complains("", "a group without nodes");
  }

  private static void complains(String text, String what) {
    ClusterException refused = assertThrows(ClusterException.class, () -> parse(text), text);
    assertEquals(ClusterException.Kind.USAGE, refused.kind());
    assertTrue(refused.getMessage().contains(what), refused.getMessage());
  }
}
