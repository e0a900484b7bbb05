package io.mq.node.raft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

  private static NodeId n(int number) {
    return new NodeId(number);
  }

  private static Configuration joint() {
    SortedMap<NodeId, String> addresses = new TreeMap<>();
    addresses.put(n(1), "http://[::1]:5001");
    addresses.put(n(4), "zürich:5004");
    return new Configuration(
        new TreeSet<>(List.of(n(1), n(2))),
        new TreeSet<>(List.of(n(2), n(3))),
        new TreeSet<>(List.of(n(4))),
        addresses);
  }

  @Test
  void a_configuration_reads_back_as_it_was_written() {
    assertEquals(joint(), Configuration.decode(joint().encode()));
    Configuration nobody = Configuration.of(List.of());
    assertEquals(nobody, Configuration.decode(nobody.encode()));
  }

  @Test
  void a_cut_configuration_is_refused() {
    ByteBuffer whole = joint().encode();
    for (int length = 0; length < whole.limit(); length++) {
      ByteBuffer cut = whole.duplicate().limit(length);
      assertThrows(
          IllegalArgumentException.class, () -> Configuration.decode(cut), "cut to " + length);
    }
  }

  @Test
  void while_joint_a_decision_needs_both_majorities() {
    assertTrue(joint().isJoint());
    assertFalse(joint().quorum().has(node -> node.equals(n(1)) || node.equals(n(2))));
    assertFalse(joint().quorum().has(node -> node.equals(n(2)) || node.equals(n(3))));
    assertTrue(joint().quorum().has(node -> !node.equals(n(4))));
  }

  @Test
  void learners_are_members_without_a_vote() {
    assertFalse(joint().isVoter(n(4)));
    assertTrue(joint().isMember(n(4)));
    assertEquals(new TreeSet<>(List.of(n(1), n(2), n(3), n(4))), joint().members());
    assertEquals("voters [n1, n2] outgoing [n2, n3] learners [n4]", joint().describe());
  }
}
