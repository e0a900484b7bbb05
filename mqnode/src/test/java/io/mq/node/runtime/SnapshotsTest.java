package io.mq.node.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.mq.node.queue.Body;
import io.mq.node.queue.Command;
import io.mq.node.queue.Query;
import io.mq.node.queue.Result;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole replicas that shorten their logs after a hundred entries. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SnapshotsTest {

  private LocalCluster cluster;

  @BeforeEach
  void start(@TempDir Path directory) throws Exception {
    ReplicaSettings settings =
        ReplicaSettings.DEFAULT.with(new SnapshotSettings(Long.MAX_VALUE, 100));
    cluster = new LocalCluster(directory, 3, settings);
    cluster.startAll();
  }

  @AfterEach
  void stop() throws Exception {
    cluster.stopAll();
  }

  @Test
  void given_many_entries_then_every_log_is_shortened_and_survives_a_restart() throws Exception {
    done(new Command.CreateTopic("t"));
    put(0, 350);
    for (NodeId id : cluster.ids()) {
      cluster.await(() -> firstIndex(id) > 200, id + " has shortened its log");
    }

    cluster.stopAll();
    cluster.startAll();

    assertEquals(350, topic().ready());
    put(350, 360);
    for (int i = 0; i < 360; i++) {
      Result.Messages messages = (Result.Messages) done(new Command.Get("t", 1));
      assertEquals("m" + i, messages.messages().getFirst().body().text());
    }
  }

  @Test
  void given_a_follower_whose_entries_are_gone_then_it_gets_the_snapshot_and_agrees()
      throws Exception {
    done(new Command.CreateTopic("t"));
    NodeId behind = cluster.anyFollower().status().raft().self();
    cluster.stop(behind);
    cluster.await(() -> !isActive(behind), "the leader no longer keeps the log for it");
    put(0, 450);
    cluster.await(() -> leader().status().raft().firstIndex().value() > 300, "it is gone");

    cluster.start(behind);
    put(450, 470);

    cluster.await(() -> applied(behind).equals(applied(leaderId())), "the follower is as far");
    assertTrue(
        cluster.events().stream().anyMatch(e -> e.startsWith(behind + " installed snapshot")),
        cluster.events().toString());
    cluster.await(
        () ->
            cluster.node(behind).status().stateHash() == leader().status().stateHash()
                && applied(behind).equals(applied(leaderId())),
        "the follower has the same state");
    cluster.stop(behind);
    cluster.start(behind);
    cluster.await(() -> applied(behind).equals(applied(leaderId())), "also after a restart");
  }

  @Test
  void given_a_restart_and_a_snapshot_then_all_tell_the_same_of_each_stretch_of_the_log()
      throws Exception {
    done(new Command.CreateTopic("t"));
    NodeId behind = cluster.anyFollower().status().raft().self();
    put(0, 30);
    cluster.stop(behind);
    cluster.await(() -> !isActive(behind), "the leader no longer keeps the log for it");
    put(30, 450);
    cluster.await(() -> leader().status().raft().firstIndex().value() > 200, "it is gone");
    cluster.start(behind);
    put(450, 470);
    cluster.stopAll();
    cluster.startAll();
    put(470, 530);
    cluster.await(() -> applied(behind).equals(applied(leaderId())), "the follower is as far");

    Map<String, Set<String>> told = new TreeMap<>();
    Map<String, Set<String>> tellers = new TreeMap<>();
    for (String event : cluster.events()) {
      String[] words = event.split(" ");
      if (words[1].equals("checkpoint")) {
        told.computeIfAbsent(words[3], _ -> new TreeSet<>()).add(words[2] + " " + words[5]);
        if (!words[4].equals("?")) {
          told.computeIfAbsent(words[3] + " entries", _ -> new TreeSet<>()).add(words[4]);
        }
        tellers.computeIfAbsent(words[3], _ -> new TreeSet<>()).add(words[0]);
      }
    }
    told.forEach((stretch, each) -> assertEquals(1, each.size(), stretch + ": " + each));
    assertEquals(3, tellers.get("512").size(), tellers.toString());
    assertEquals(2, tellers.get("192").size(), "one of them got these by snapshot: " + tellers);
  }

  private void put(int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      done(new Command.Put("t", List.of(Body.of("m" + i))));
    }
  }

  private Result.TopicInfo topic() throws Exception {
    Answer answer = cluster.awaitLeader().query(new Query.ShowTopic("t")).get(10, TimeUnit.SECONDS);
    return (Result.TopicInfo) ((Answer.Done) answer).result();
  }

  private long firstIndex(NodeId id) {
    return cluster.node(id).status().raft().firstIndex().value();
  }

  private boolean isActive(NodeId id) {
    return leader().status().raft().followers().stream()
        .anyMatch(follower -> follower.node().equals(id) && follower.active());
  }

  private LogIndex applied(NodeId id) {
    return cluster.node(id).status().appliedIndex();
  }

  private NodeLoop leader() {
    try {
      return cluster.awaitLeader();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private NodeId leaderId() {
    return leader().status().raft().self();
  }

  private Result done(Command command) throws Exception {
    Answer answer = cluster.awaitLeader().execute(command).get(10, TimeUnit.SECONDS);
    return switch (answer) {
      case Answer.Done(Result result) -> result;
      case Answer.Failed failed -> fail("expected an answer to " + command + "; got " + failed);
    };
  }
}
