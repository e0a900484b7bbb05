package io.mq.node.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.Query;
import io.mq.node.queue.Result;
import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.ErrorCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole replicas with their real threads and real log files, joined by links in memory. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NodeLoopTest {

  private LocalCluster cluster;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    cluster = new LocalCluster(directory, 3);
    cluster.startAll();
  }

  @AfterEach
  void stop() throws Exception {
    cluster.stopAll();
  }

  @Test
  void given_three_nodes_then_one_leads_and_messages_come_out_in_order() throws Exception {
    NodeLoop leader = cluster.awaitLeader();
    done(leader, new Command.CreateTopic("t"));
    for (int i = 0; i < 100; i++) {
      done(leader, new Command.Put("t", List.of(Body.of("m" + i))));
    }

    List<String> got = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Result.Messages messages = (Result.Messages) done(leader, new Command.Get("t", 1));
      got.add(messages.messages().getFirst().body().text());
    }

    for (int i = 0; i < 100; i++) {
      assertEquals("m" + i, got.get(i));
    }
    assertEquals(
        new Result.Refused(Result.Refusal.QUEUE_EMPTY), done(leader, new Command.Get("t", 1)));
  }

  @Test
  void given_full_disks_then_puts_are_refused_and_gets_go_on_until_there_is_room()
      throws Exception {
    NodeLoop leader = cluster.awaitLeader();
    done(leader, new Command.CreateTopic("t"));
    done(leader, new Command.Put("t", List.of(Body.of("m"))));

    cluster.fillDisks(true);
    Command.Put put = new Command.Put("t", List.of(Body.of("n")));
    Answer.Failed full = new Answer.Failed(ErrorCode.DISK_FULL, Optional.empty());
    cluster.await(() -> full.equals(quietly(leader, put)), "puts are refused");
    assertInstanceOf(Result.Messages.class, done(leader, new Command.Get("t", 1)));

    cluster.fillDisks(false);
    cluster.await(() -> quietly(leader, put) instanceof Answer.Done, "puts are taken again");
    cluster.await(
        () ->
            cluster.events().stream().anyMatch(event -> event.endsWith("the disk has room again")),
        "the news is told");
  }

  private static Answer quietly(NodeLoop node, Command command) {
    return node.execute(command).orTimeout(10, TimeUnit.SECONDS).join();
  }

  @Test
  void given_a_follower_then_it_answers_locally_what_it_has_applied() throws Exception {
    NodeLoop leader = cluster.awaitLeader();
    done(leader, new Command.CreateTopic("t"));
    NodeLoop follower = cluster.anyFollower();

    cluster.await(
        () ->
            follower.queryLocally(new Query.ShowTopic("t")).join()
                instanceof Answer.Done(Result.TopicInfo _),
        "the follower has applied it");
  }

  @Test
  void given_a_wish_for_a_snapshot_then_the_log_is_shortened_up_to_there() throws Exception {
    NodeLoop leader = cluster.awaitLeader();
    done(leader, new Command.CreateTopic("t"));

    SnapshotOutcome outcome = leader.takeSnapshot().get(10, TimeUnit.SECONDS);

    SnapshotOutcome.Taken taken = assertInstanceOf(SnapshotOutcome.Taken.class, outcome);
    assertTrue(taken.index().value() >= 2, outcome.toString());
    assertEquals(outcome, leader.takeSnapshot().get(10, TimeUnit.SECONDS), "nothing new, no work");
    done(leader, new Command.Put("t", List.of(Body.of("m"))));
    assertTrue(
        leader.takeSnapshot().get(10, TimeUnit.SECONDS)
                instanceof SnapshotOutcome.Taken(LogIndex later)
            && later.isAfter(taken.index()));
  }

  @Test
  void given_a_follower_then_it_names_the_leader_and_does_nothing() throws Exception {
    NodeLoop leader = cluster.awaitLeader();
    NodeLoop follower = cluster.anyFollower();

    Answer answer = answer(follower, new Command.CreateTopic("t"));

    assertEquals(
        new Answer.Failed(
            ErrorCode.NOT_LEADER, java.util.Optional.of(leader.status().raft().self())),
        answer);
  }

  @Test
  void given_the_leader_is_gone_then_the_others_go_on_with_everything_acknowledged()
      throws Exception {
    NodeLoop leader = cluster.awaitLeader();
    done(leader, new Command.CreateTopic("t"));
    done(leader, new Command.Put("t", List.of(Body.of("kept"))));

    cluster.stop(leader.status().raft().self());

    NodeLoop next = cluster.awaitLeader();
    Result.Messages messages = (Result.Messages) done(next, new Command.Get("t", 1));
    assertEquals("kept", messages.messages().getFirst().body().text());
  }

  @Test
  void given_all_nodes_restart_then_nothing_acknowledged_is_lost() throws Exception {
    NodeLoop leader = cluster.awaitLeader();
    done(leader, new Command.CreateTopic("t"));
    done(leader, new Command.Put("t", List.of(Body.of("a"), Body.of("b"))));

    cluster.stopAll();
    cluster.startAll();

    Result.TopicInfo topic =
        (Result.TopicInfo) query(cluster.awaitLeader(), new Query.ShowTopic("t"));
    assertEquals(2, topic.ready());
  }

  @Test
  void given_no_majority_then_a_held_request_ends_with_a_refusal() throws Exception {
    NodeLoop leader = cluster.awaitLeader();
    NodeLoop survivor = cluster.anyFollower();
    for (var id : cluster.ids()) {
      if (!id.equals(survivor.status().raft().self())) {
        cluster.stop(id);
      }
    }
    assertTrue(leader.status().raft().role() != null);
    cluster.await(() -> survivor.status().raft().leader().isEmpty(), "the leader is forgotten");

    Answer answer = answer(survivor, new Command.CreateTopic("t"));

    assertEquals(new Answer.Failed(ErrorCode.NO_LEADER, java.util.Optional.empty()), answer);
    assertTrue(survivor.status().raft().role() != RoleName.LEADER);
  }

  @Test
  void given_a_stopped_node_then_it_refuses_for_certain() throws Exception {
    NodeLoop leader = cluster.awaitLeader();
    cluster.stop(leader.status().raft().self());

    assertEquals(
        new Answer.Failed(ErrorCode.STOPPING, java.util.Optional.empty()),
        answer(leader, new Command.CreateTopic("t")));
  }

  @Test
  void given_a_transfer_then_the_named_node_leads_and_requests_lose_nothing() throws Exception {
    NodeLoop leader = cluster.awaitLeader();
    NodeLoop heir = cluster.anyFollower();
    NodeId target = heir.status().raft().self();
    done(leader, new Command.CreateTopic("t"));
    List<CompletableFuture<Answer>> before = putAll(leader, 100);

    TransferOutcome outcome = leader.transfer(Optional.of(target)).get(10, TimeUnit.SECONDS);
    List<CompletableFuture<Answer>> after = putAll(leader, 100);

    assertEquals(new TransferOutcome.Started(target), outcome);
    for (CompletableFuture<Answer> put : before) {
      assertInstanceOf(Answer.Done.class, put.get(10, TimeUnit.SECONDS));
    }
    int done = before.size();
    for (CompletableFuture<Answer> put : after) {
      switch (put.get(10, TimeUnit.SECONDS)) {
        case Answer.Done ignored -> done++;
        case Answer.Failed failed ->
            assertEquals(new Answer.Failed(ErrorCode.NOT_LEADER, Optional.of(target)), failed);
      }
    }
    cluster.await(() -> heir.status().raft().role() == RoleName.LEADER, "the heir leads");
    Result.TopicInfo topic = (Result.TopicInfo) query(heir, new Query.ShowTopic("t"));
    assertEquals(done, topic.ready());
  }

  @Test
  void given_a_transfer_to_a_dead_node_then_the_leader_leads_on_and_answers_who_waited()
      throws Exception {
    NodeLoop leader = cluster.awaitLeader();
    NodeId dead = cluster.anyFollower().status().raft().self();
    cluster.stop(dead);

    assertEquals(
        new TransferOutcome.Started(dead),
        leader.transfer(Optional.of(dead)).get(10, TimeUnit.SECONDS));

    assertEquals(new Result.TopicChanged(), done(leader, new Command.CreateTopic("t")));
    assertEquals(leader, cluster.awaitLeader());
  }

  @Test
  void given_a_follower_then_a_transfer_names_the_leader() throws Exception {
    NodeId leader = cluster.awaitLeader().status().raft().self();

    TransferOutcome outcome =
        cluster.anyFollower().transfer(Optional.empty()).get(10, TimeUnit.SECONDS);

    assertEquals(new TransferOutcome.NotLeader(Optional.of(leader)), outcome);
  }

  @Test
  void given_a_leader_told_to_hand_over_then_it_follows_another_within_the_bound()
      throws Exception {
    NodeLoop leader = cluster.awaitLeader();

    assertTrue(leader.handOver(10_000));

    assertTrue(cluster.awaitLeader() != leader);
    assertTrue(cluster.anyFollower().handOver(0), "a follower has nothing to hand over");
  }

  private static List<CompletableFuture<Answer>> putAll(NodeLoop node, int count) {
    List<CompletableFuture<Answer>> puts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      puts.add(node.execute(new Command.Put("t", List.of(Body.of("m" + i)))));
    }
    return puts;
  }

  private static Result done(NodeLoop node, Command command) throws Exception {
    return switch (answer(node, command)) {
      case Answer.Done(Result result) -> result;
      case Answer.Failed failed -> fail("expected an answer to " + command + "; got " + failed);
    };
  }

  private static Answer answer(NodeLoop node, Command command) throws Exception {
    return node.execute(command).get(10, TimeUnit.SECONDS);
  }

  private static Result query(NodeLoop node, Query query) throws Exception {
    return ((Answer.Done) node.query(query).get(10, TimeUnit.SECONDS)).result();
  }
}
