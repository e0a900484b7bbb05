package io.mq.node.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.mq.node.raft.Configuration;
import io.mq.node.raft.Input;
import io.mq.node.raft.RaftStatus;
import io.mq.node.raft.RaftStatus.FollowerStatus;
import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** n1 leads n2 and n3, and n4 was a member once. */
class MemberRulesTest {

  private final SortedSet<NodeId> voters = nodes(1, 2, 3);
  private final SortedSet<NodeId> learners = nodes();
  private final SortedSet<NodeId> silent = nodes();

  @Test
  void a_new_node_becomes_a_learner_with_its_address() throws Exception {
    Input.ChangeMembership change = plan(add(5));

    assertEquals(nodes(1, 2, 3), change.voters());
    assertEquals(nodes(5), change.learners());
    assertEquals(address(5).text(), change.addresses().get(new NodeId(5)));
  }

  @Test
  void a_number_is_not_given_out_twice() {
    assertEquals(
        refused(
            "n4 has been a member before, and no number is given out twice; the next free one is"
                + " n5"),
        refusal(add(4)));
    assertEquals(
        refused(
            "n2 is a member already, and no number is given out twice; the next free one is n5"),
        refusal(new MemberChange.Add(map(new NodeId(2), address(9)))));
  }

  @Test
  void an_address_belongs_to_one_member() {
    assertEquals(
        refused("n2 has the address http://127.0.0.1:8002 http://127.0.0.1:9002"),
        refusal(new MemberChange.Add(map(new NodeId(5), address(2)))));
  }

  @Test
  void what_is_so_already_changes_nothing() throws Exception {
    learners.add(new NodeId(5));

    for (MemberChange wanted :
        List.of(
            add(2),
            add(5),
            new MemberChange.Promote(nodes(2)),
            new MemberChange.Remove(nodes(4)))) {
      Input.ChangeMembership change = plan(wanted);
      assertEquals(voters, change.voters(), wanted.toString());
      assertEquals(learners, change.learners(), wanted.toString());
    }
  }

  @Test
  void a_learner_that_answers_gets_a_vote_and_no_other_node_does() throws Exception {
    learners.add(new NodeId(5));
    assertEquals(nodes(1, 2, 3, 5), plan(new MemberChange.Promote(nodes(5))).voters());

    silent.add(new NodeId(5));
    assertEquals(
        new MembersOutcome.NotYet("n5 does not answer, so it gets no vote"),
        refusal(new MemberChange.Promote(nodes(5))));
    assertEquals(
        refused("n6 is no member; add it first"), refusal(new MemberChange.Promote(nodes(6))));
  }

  @Test
  void a_cluster_is_not_left_without_a_majority_that_answers() throws Exception {
    silent.add(new NodeId(2));

    assertEquals(nodes(1, 3), plan(new MemberChange.Remove(nodes(2))).voters());
    assertEquals(
        refused("of the voters then, [n1, n2], most would have to answer, and [n2] does not"),
        refusal(new MemberChange.Remove(nodes(3))));
    assertEquals(
        refused("a cluster needs a voter, so one at least must stay"),
        refusal(new MemberChange.Remove(nodes(1, 2, 3))));
    assertEquals(refused("n7 has never been a member"), refusal(new MemberChange.Remove(nodes(7))));
  }

  @Test
  void a_cluster_has_a_bound() {
    TreeMap<NodeId, MemberAddress> many = new TreeMap<>();
    IntStream.rangeClosed(5, 33).forEach(i -> many.put(new NodeId(i), address(i)));

    assertEquals(refused("a cluster has at most 31 members"), refusal(new MemberChange.Add(many)));
  }

  private Input.ChangeMembership plan(MemberChange change) throws MemberRules.RefusedException {
    return new MemberRules(leader()).plan(change);
  }

  private MembersOutcome refusal(MemberChange change) {
    return assertThrows(MemberRules.RefusedException.class, () -> plan(change)).outcome();
  }

  private static MembersOutcome refused(String reason) {
    return new MembersOutcome.Refused(reason);
  }

  private RaftStatus leader() {
    TreeMap<NodeId, String> addresses = new TreeMap<>();
    TreeSet<NodeId> members = new TreeSet<>(voters);
    members.addAll(learners);
    members.forEach(node -> addresses.put(node, address(node.number()).text()));
    LogIndex ten = new LogIndex(10);
    List<FollowerStatus> followers =
        members.stream()
            .filter(node -> node.number() != 1)
            .map(
                node ->
                    new FollowerStatus(
                        node, ten, ten.next(), "replicate", 0, !silent.contains(node), false))
            .toList();
    NodeId self = new NodeId(1);
    Term term = new Term(3);
    return new RaftStatus(
        self,
        RoleName.LEADER,
        term,
        Optional.of(self),
        Optional.of(self),
        new LogIndex(1),
        ten,
        term,
        ten,
        ten,
        ten,
        0,
        0,
        Optional.empty(),
        new Configuration(voters, nodes(), learners, addresses, 4),
        true,
        followers,
        false);
  }

  private static MemberChange add(int number) {
    return new MemberChange.Add(map(new NodeId(number), address(number)));
  }

  private static SortedMap<NodeId, MemberAddress> map(NodeId node, MemberAddress address) {
    TreeMap<NodeId, MemberAddress> map = new TreeMap<>();
    map.put(node, address);
    return map;
  }

  private static MemberAddress address(int number) {
    return new MemberAddress(
        "http://127.0.0.1:" + (8000 + number), "http://127.0.0.1:" + (9000 + number));
  }

  private static SortedSet<NodeId> nodes(int... numbers) {
    TreeSet<NodeId> nodes = new TreeSet<>();
    IntStream.of(numbers).forEach(number -> nodes.add(new NodeId(number)));
    return nodes;
  }
}
