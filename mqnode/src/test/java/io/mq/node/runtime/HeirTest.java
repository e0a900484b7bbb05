package io.mq.node.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mq.node.raft.Configuration;
import io.mq.node.raft.RaftStatus;
import io.mq.node.raft.RaftStatus.FollowerStatus;
import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeirTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);
  private static final NodeId N3 = new NodeId(3);
  private static final NodeId N4 = new NodeId(4);

  @Test
  void the_active_voter_with_most_of_the_log_is_the_heir() {
    assertEquals(
        Optional.of(N3), heir(Optional.empty(), follower(N2, 7, true), follower(N3, 8, true)));
  }

  @Test
  void among_equals_the_first_is_the_heir() {
    assertEquals(
        Optional.of(N2), heir(Optional.empty(), follower(N2, 8, true), follower(N3, 8, true)));
  }

  @Test
  void the_silent_and_those_without_a_vote_are_passed_over() {
    assertEquals(
        Optional.of(N2),
        heir(
            Optional.empty(),
            follower(N2, 5, true),
            follower(N3, 8, false),
            follower(N4, 9, true)));
    assertEquals(Optional.empty(), heir(Optional.empty(), follower(N3, 8, false)));
  }

  @Test
  void who_repairs_its_disk_is_passed_over() {
    FollowerStatus repairing =
        new FollowerStatus(N3, new LogIndex(9), new LogIndex(10), "replicate", 0, true, true);
    assertEquals(Optional.of(N2), heir(Optional.empty(), follower(N2, 5, true), repairing));
  }

  @Test
  void a_handover_under_way_is_not_given_another_direction() {
    assertEquals(
        Optional.of(N2), heir(Optional.of(N2), follower(N2, 7, true), follower(N3, 8, true)));
  }

  private static Optional<NodeId> heir(Optional<NodeId> handingOver, FollowerStatus... followers) {
    return Heir.of(
        new RaftStatus(
            N1,
            RoleName.LEADER,
            new Term(7),
            Optional.of(N1),
            Optional.of(N1),
            new LogIndex(1),
            new LogIndex(9),
            new Term(7),
            new LogIndex(9),
            new LogIndex(8),
            new LogIndex(8),
            0,
            0,
            handingOver,
            Configuration.of(List.of(N1, N2, N3)),
            true,
            List.of(followers),
            false));
  }

  private static FollowerStatus follower(NodeId node, long match, boolean active) {
    return new FollowerStatus(
        node, new LogIndex(match), new LogIndex(match + 1), "replicate", 0, active, false);
  }
}
