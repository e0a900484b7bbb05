package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.client.ClientSettings;
import io.mq.shared.client.MqClient;
import io.mq.shared.client.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Five nodes, eight clients that put, and nodes that die of SIGKILL meanwhile. */
@Timeout(180)
class KillsUnderLoadIT {

  private static final String TOPIC = "orders";
  private static final ClientSettings PATIENT =
      ClientSettings.DEFAULT.withDeadlineMillis(60_000).withMaxIdleConnections(16);

  @Test
  void given_the_leader_killed_every_four_seconds_then_each_put_comes_out_once_and_in_order()
      throws Exception {
    try (RealCluster cluster = RealCluster.start(5);
        MqClient client = new MqClient(cluster.clientUrls(), PATIENT)) {
      createTopic(client);
      Producers producers = Producers.start(client, TOPIC, 8);
      for (int round = 1; round <= 5; round++) {
        Thread.sleep(Duration.ofSeconds(3));
        RealNode leader = cluster.awaitLeader();
        leader.kill();
        Thread.sleep(Duration.ofSeconds(1));
        leader.start();
      }
      producers.stop();
      assertEquals(List.of(), producers.refusals(), "a patient client is never refused here");
      assertEquals(List.of(), producers.unknowns(), "retries in a session end in an answer");
      assertTrue(
          producers.acknowledgedCount() > 200,
          "too few puts to tell anything: " + producers.acknowledgedCount());
      producers.assertAllCameThrough(client, TOPIC);
      cluster.awaitConvergence();
      System.out.println(
          "5 leaders killed under load: "
              + producers.acknowledgedCount()
              + " acknowledged puts, each came out once and in its producer's order");
    }
  }

  @Test
  void given_all_five_killed_at_once_then_after_their_start_all_acknowledged_is_there()
      throws Exception {
    try (RealCluster cluster = RealCluster.start(5);
        MqClient client = new MqClient(cluster.clientUrls(), PATIENT)) {
      createTopic(client);
      Producers producers = Producers.start(client, TOPIC, 8);
      Wait.until(
          "2000 acknowledged puts",
          Duration.ofSeconds(60),
          () -> producers.acknowledgedCount() >= 2_000);
      cluster.killAll();
      cluster.startAll();
      cluster.awaitLeader();
      int before = producers.acknowledgedCount();
      Wait.until(
          "puts acknowledged after the restart",
          Duration.ofSeconds(30),
          () -> producers.acknowledgedCount() > before + 8);
      producers.stop();
      assertEquals(List.of(), producers.refusals(), "a patient client is never refused here");
      producers.assertAllCameThrough(client, TOPIC);
      cluster.awaitConvergence();
      System.out.println(
          "all five killed under load: all "
              + producers.acknowledgedCount()
              + " acknowledged puts are there");
    }
  }

  private static void createTopic(MqClient client) {
    assertEquals(new Outcome.Done<>(true), client.session().createTopic(TOPIC));
  }
}
