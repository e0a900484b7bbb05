package io.mq.node.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.Result;
import io.mq.node.raft.RaftStatus;
import io.mq.shared.id.NodeId;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole replicas that come and go; the log is shortened after a hundred entries. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MembershipTest {

  private static final NodeId N4 = new NodeId(4);

  private LocalCluster cluster;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    ReplicaSettings settings =
        ReplicaSettings.DEFAULT.with(new SnapshotSettings(Long.MAX_VALUE, 100));
    cluster = new LocalCluster(directory, 3, settings);
    cluster.startAll();
    done(new Command.CreateTopic("t"));
  }

  @AfterEach
  void stop() throws Exception {
    cluster.stopAll();
  }

  @Test
  void given_a_log_that_was_shortened_then_a_new_node_learns_everything_from_the_snapshot()
      throws Exception {
    put(0, 450);
    cluster.await(() -> status(leader()).firstIndex().value() > 200, "the beginning is gone");

    cluster.startJoining(N4);
    assertEquals("joining", status(cluster.node(N4)).membership());
    done(add());
    cluster.await(() -> lag(N4) == 0, "the learner has caught up");
    assertEquals("learner", status(cluster.node(N4)).membership());
    assertTrue(
        cluster.events().stream().anyMatch(event -> event.startsWith("n4 installed snapshot")),
        cluster.events().toString());
    done(promote());
    put(450, 460);

    // A status is as of the last tick, so the messages say which ones can be compared.
    cluster.await(() -> cluster.node(N4).status().messages() == 460, "all messages at n4");
    cluster.await(() -> leader().status().messages() == 460, "all messages at the leader");
    assertEquals(leader().status().stateHash(), cluster.node(N4).status().stateHash());
    assertEquals("voter", status(cluster.node(N4)).membership());
  }

  @Test
  void given_a_learner_that_lags_then_it_gets_no_vote_yet() throws Exception {
    done(add());
    put(0, 20);

    MembersOutcome outcome = change(promote());

    assertInstanceOf(MembersOutcome.NotYet.class, outcome, "n4 has not even been started");
  }

  @Test
  void given_the_leader_takes_itself_out_then_it_goes_and_the_others_serve() throws Exception {
    put(0, 10);
    NodeLoop old = leader();
    NodeId self = status(old).self();
    TreeSet<NodeId> gone = new TreeSet<>(List.of(self));

    MembersOutcome outcome = change(new MemberChange.Remove(gone));

    assertInstanceOf(MembersOutcome.Done.class, outcome);
    cluster.await(() -> status(old).membership().equals("removed"), "it knows that it is out");
    cluster.stop(self);
    put(10, 20);
    assertEquals(2, status(leader()).configuration().voters().size());
  }

  private static MemberChange add() {
    TreeMap<NodeId, MemberAddress> learners = new TreeMap<>();
    learners.put(N4, new MemberAddress("http://127.0.0.1:4", "http://127.0.0.1:5"));
    return new MemberChange.Add(learners);
  }

  private static MemberChange promote() {
    return new MemberChange.Promote(new TreeSet<>(List.of(N4)));
  }

  private MembersOutcome change(MemberChange change) throws Exception {
    return leader().changeMembers(change).get(10, TimeUnit.SECONDS);
  }

  private void done(MemberChange change) throws Exception {
    assertInstanceOf(MembersOutcome.Done.class, change(change));
  }

  private long lag(NodeId node) {
    return status(leader()).lastIndex().value() - status(cluster.node(node)).lastIndex().value();
  }

  private static RaftStatus status(NodeLoop node) {
    return node.status().raft();
  }

  private NodeLoop leader() {
    try {
      return cluster.awaitLeader();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void put(int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      done(new Command.Put("t", List.of(Body.of("m" + i))));
    }
  }

  private void done(Command command) throws Exception {
    Answer answer = cluster.awaitLeader().execute(command).get(10, TimeUnit.SECONDS);
    switch (answer) {
      case Answer.Done(Result ignored) -> {}
      case Answer.Failed failed -> fail("expected an answer to " + command + "; got " + failed);
    }
  }
}
