package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.client.ClientSettings;
import io.mq.shared.client.MqClient;
import io.mq.shared.client.Outcome;
import io.mq.shared.wire.AdminState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three nodes that shorten their logs often, and a follower that was away too long for the log. */
@Timeout(120)
class RejoinBySnapshotIT {

  private static final String TOPIC = "orders";
  private static final ClientSettings PATIENT =
      ClientSettings.DEFAULT.withDeadlineMillis(60_000).withMaxIdleConnections(16);

  @Test
  void given_a_follower_whose_log_is_gone_then_it_rejoins_by_snapshot_and_no_client_sees_an_error()
      throws Exception {
    try (RealCluster cluster = RealCluster.start(3, "\"snapshots\":{\"everyEntries\":500}");
        MqClient client = new MqClient(cluster.clientUrls(), PATIENT)) {
      assertEquals(new Outcome.Done<>(true), client.session().createTopic(TOPIC));
      Producers producers = Producers.start(client, TOPIC, 8);
      RealNode leader = cluster.awaitLeader();
      RealNode follower =
          cluster.nodes().stream().filter(node -> node != leader).findFirst().orElseThrow();
      Wait.until(
          "a first snapshot",
          Duration.ofSeconds(60),
          () -> cluster.state(follower).filter(state -> state.firstIndex() > 1).isPresent());
      long had = cluster.state(follower).orElseThrow().lastIndex();
      follower.kill();
      Wait.until(
          "the leader's log no longer reaches back to the follower's",
          Duration.ofSeconds(60),
          () ->
              cluster.state(leader).filter(state -> state.firstIndex() > had + 2_000).isPresent());

      long started = System.nanoTime();
      follower.start();
      long target = cluster.state(leader).map(AdminState::commitIndex).orElseThrow();
      Wait.until(
          "the follower has what was committed when it started",
          Duration.ofSeconds(60),
          () -> cluster.state(follower).filter(s -> s.appliedIndex() >= target).isPresent());
      long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
      producers.stop();

      assertTrue(
          Files.readString(follower.file("../log")).contains("installed snapshot"),
          follower.logTail());
      assertEquals(List.of(), producers.refusals());
      assertEquals(List.of(), producers.unknowns());
      System.out.println(
          "rejoined by snapshot in "
              + millis
              + " ms, the start of its process included: "
              + snapshotBytes(follower)
              + " bytes up to about index "
              + target
              + ", while 8 clients put "
              + producers.acknowledgedCount()
              + " messages in all and saw no error");
      producers.assertAllCameThrough(client, TOPIC);
      cluster.awaitConvergence();
    }
  }

  private static long snapshotBytes(RealNode node) throws IOException {
    try (Stream<Path> files = Files.list(node.file("."))) {
      return files
          .filter(file -> file.toString().endsWith(".snap"))
          .mapToLong(file -> file.toFile().length())
          .max()
          .orElse(0);
    }
  }
}
