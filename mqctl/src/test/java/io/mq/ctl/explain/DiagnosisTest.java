package io.mq.ctl.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.cluster.NodeRecord;
import io.mq.ctl.cluster.NodeView;
import io.mq.ctl.cluster.NodeView.Condition;
import io.mq.ctl.cluster.Survey;
import io.mq.shared.fault.Block;
import io.mq.shared.fault.Direction;
import io.mq.shared.fault.FaultSpec;
import io.mq.shared.fault.FaultView;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.AdminState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiagnosisTest {

  private static final int NODES = 5;

  private final TreeMap<Integer, NodeView> nodes = new TreeMap<>();
  private final TreeMap<NodeId, List<FaultView>> faults = new TreeMap<>();
  private long queueBytes;

  DiagnosisTest() {
    for (int number = 1; number <= NODES; number++) {
      up(number, "FOLLOWER", 4, 100);
    }
  }

  private void up(int number, String role, long term, long lastIndex) {
    up(number, role, term, lastIndex, null);
  }

  private void up(int number, String role, long term, long lastIndex, String damage) {
    List<AdminState.Member> members = new ArrayList<>();
    List<AdminState.Link> links = new ArrayList<>();
    List<AdminState.Follower> followers = new ArrayList<>();
    for (int i = 1; i <= NODES; i++) {
      members.add(new AdminState.Member("n" + i, null, null, "voter"));
      if (i != number) {
        links.add(new AdminState.Link("n" + i, true, true));
        if (role.equals("LEADER")) {
          followers.add(new AdminState.Follower("n" + i, i == 5 ? 100 : lastIndex, 0, true, false));
        }
      }
    }
    AdminState state =
        new AdminState(
            "n" + number,
            "c",
            "1",
            1,
            "",
            role,
            term,
            null,
            null,
            1,
            lastIndex,
            term,
            lastIndex,
            lastIndex,
            lastIndex,
            "",
            0,
            0,
            0,
            0,
            queueBytes,
            100 << 20,
            "voter",
            false,
            members,
            followers,
            links,
            0,
            "",
            damage);
    put(number, Condition.UP, Optional.of(state), "");
  }

  private void put(int number, Condition condition, Optional<AdminState> state, String trouble) {
    NodeId id = new NodeId(number);
    NodeRecord record = new NodeRecord(id, "127.0.0.1", 1, 2, Optional.empty());
    nodes.put(number, new NodeView(record, condition, state, trouble));
  }

  private void block(int number, String direction, int... peers) {
    List<NodeId> others = IntStream.of(peers).mapToObj(NodeId::new).toList();
    FaultSpec block =
        FaultSpec.network(new Block(), 60_000)
            .with(Direction.valueOf(direction.toUpperCase(Locale.ROOT)))
            .between(others);
    faults.put(new NodeId(number), List.of(new FaultView("f1", block, 59_001)));
  }

  private Diagnosis diagnose() {
    return Diagnosis.of(new Survey(List.copyOf(nodes.values())), faults);
  }

  @Test
  void given_a_leader_that_all_follow_then_it_can_commit_and_there_is_no_more_to_say() {
    up(2, "LEADER", 4, 100);
    assertEquals(
        new Diagnosis(
            true,
            "n2 leads term 4 and can commit.",
            List.of("5 of 5 voters answer; a majority is 3.")),
        diagnose());
  }

  @Test
  void given_three_of_five_that_do_not_answer_then_the_arithmetic_is_told_and_what_to_do() {
    put(3, Condition.PAUSED, Optional.empty(), "paused");
    put(4, Condition.DOWN, Optional.empty(), "not running");
    put(5, Condition.SILENT, Optional.empty(), "no answer within 1000 ms");
    Diagnosis diagnosis = diagnose();
    assertFalse(diagnosis.serves());
    assertEquals(
        "No leader is possible: a majority is 3 of 5 voters, and 2 answer.", diagnosis.verdict());
    assertEquals(
        List.of(
            "2 of 5 voters answer; a majority is 3.",
            "n3 is paused; mqctl resume n3.",
            "n4 does not run; mqctl start n4.",
            "n5 runs and does not answer: no answer within 1000 ms."),
        diagnosis.reasons().subList(0, 4));
  }

  @Test
  void given_queues_that_take_all_their_memory_then_that_is_why_puts_are_refused() {
    queueBytes = 100 << 20;
    up(2, "LEADER", 4, 100);

    assertEquals(
        List.of(
            "5 of 5 voters answer; a majority is 3.",
            "The queues take 100 MiB, all that n2's heap has for them: puts are refused until"
                + " messages are taken, or the nodes run with a larger heap."),
        diagnose().reasons());
  }

  @Test
  void given_a_damaged_disk_then_it_is_named_and_the_others_serve() {
    up(1, "FOLLOWER", 4, 3, "the log is damaged");
    up(2, "LEADER", 4, 100);
    Diagnosis diagnosis = diagnose();
    assertTrue(diagnosis.serves());
    assertEquals(
        "n1 has lost data and counts for nothing until a leader has repaired it: the log is"
            + " damaged.",
        diagnosis.reasons().get(1));
  }

  @Test
  void given_a_majority_of_damaged_disks_then_nobody_can_lead_and_it_is_told_what_to_do() {
    for (int number = 1; number <= 3; number++) {
      up(number, "FOLLOWER", 4, 3, "the log is damaged");
    }
    assertEquals(
        "No leader is possible: 3 voters whose disks have lost nothing must reach each other, and"
            + " n1 n2 n3 have lost data. Put back undamaged files from a backup.",
        diagnose().verdict());
  }

  @Test
  void given_groups_without_a_majority_then_nobody_can_lead_and_the_faults_are_named() {
    block(1, "both", 3, 4, 5);
    block(2, "both", 3, 4, 5);
    block(5, "both", 1, 2, 3, 4);
    Diagnosis diagnosis = diagnose();
    assertFalse(diagnosis.serves());
    assertEquals(
        "No leader is possible: 3 voters must reach each other, and no group of them does.",
        diagnosis.verdict());
    assertTrue(
        diagnosis.reasons().contains("The nodes that answer fall into groups: n1 n2 | n3 n4 | n5."),
        diagnosis.toString());
    assertTrue(
        diagnosis
            .reasons()
            .contains(
                "n1 has fault f1: block both n3 n4 n5, for another 60 s; mqctl heal lifts"
                    + " it."),
        diagnosis.toString());
  }

  @Test
  void given_a_leader_cut_off_and_no_other_yet_then_the_majority_is_about_to_elect() {
    up(1, "LEADER", 4, 100);
    block(1, "both", 2, 3, 4, 5);
    Diagnosis diagnosis = diagnose();
    assertFalse(diagnosis.serves());
    assertEquals(
        "No leader yet, but n2 n3 n4 n5 reach each other and are a majority: one of them should"
            + " win an election soon.",
        diagnosis.verdict());
    assertTrue(
        diagnosis
            .reasons()
            .contains(
                "n1 says that it leads term 4, but talks to 1 of 5 voters, itself included: it"
                    + " cannot commit, and a put sent there waits."),
        diagnosis.toString());
  }

  @Test
  void given_two_that_say_they_lead_then_the_later_term_counts() {
    up(1, "LEADER", 4, 100);
    block(1, "both", 2, 3, 4, 5);
    up(2, "LEADER", 5, 120);
    Diagnosis diagnosis = diagnose();
    assertTrue(diagnosis.serves());
    assertEquals("n2 leads term 5 and can commit.", diagnosis.verdict());
    assertTrue(diagnosis.reasons().toString().contains("n1 says that it leads term 4"));
  }

  @Test
  void given_a_cut_in_one_direction_then_it_is_named_as_such() {
    up(2, "LEADER", 4, 100);
    block(5, "out", 2);
    assertTrue(
        diagnose().reasons().contains("n2 reaches n5, but not the other way round."),
        diagnose().toString());
  }

  @Test
  void given_a_follower_far_behind_then_it_is_told_by_how_much() {
    up(2, "LEADER", 4, 5_100);
    assertTrue(
        diagnose().reasons().contains("n5 is 5000 entries behind the commit index."),
        diagnose().toString());
    put(5, Condition.DOWN, Optional.empty(), "");
    assertFalse(diagnose().reasons().toString().contains("entries behind"));
  }

  @Test
  void given_nobody_that_answers_then_all_known_nodes_count_as_voters() {
    for (int number = 1; number <= NODES; number++) {
      put(number, Condition.DOWN, Optional.empty(), "");
    }
    assertEquals(
        "No leader is possible: a majority is 3 of 5 voters, and 0 answer.", diagnose().verdict());
    assertEquals(Map.of(), faults);
  }
}
