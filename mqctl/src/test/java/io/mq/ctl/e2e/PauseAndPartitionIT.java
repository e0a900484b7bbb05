package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mq.shared.client.ClientSettings;
import io.mq.shared.client.MqClient;
import io.mq.shared.client.Outcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Leaders that hang or are cut off while clients put: nothing is lost, nothing is doubled. */
@Timeout(180)
class PauseAndPartitionIT {

  private static final String TOPIC = "orders";
  private static final ClientSettings PATIENT = ClientSettings.DEFAULT.withDeadlineMillis(60_000);

  @Test
  void given_a_leader_paused_and_resumed_then_it_follows_and_nothing_is_lost() throws Exception {
    try (RealCluster cluster = RealCluster.start(3);
        MqClient client = new MqClient(cluster.clientUrls(), PATIENT)) {
      client.session().createTopic(TOPIC);
      Producers producers = Producers.start(client, TOPIC, 4);
      for (int round = 0; round < 3; round++) {
        RealNode old = cluster.awaitLeader();
        old.pause();
        RealNode successor = cluster.awaitLeader();
        assertNotEquals(old.id(), successor.id());
        awaitMorePuts(producers);
        old.resume();
        Wait.until(
            "the old leader follows",
            Duration.ofSeconds(20),
            () -> cluster.state(old).filter(s -> s.role().equals("FOLLOWER")).isPresent());
      }
      producers.stop();
      assertEquals(List.of(), producers.refusals());
      producers.assertAllCameThrough(client, TOPIC);
      cluster.awaitConvergence();
    }
  }

  @Test
  void given_a_leader_cut_off_then_it_acknowledges_nothing_and_after_healing_nothing_is_lost()
      throws Exception {
    try (RealCluster cluster = RealCluster.start(5);
        MqClient client = new MqClient(cluster.clientUrls(), PATIENT)) {
      client.session().createTopic(TOPIC);
      Producers producers = Producers.start(client, TOPIC, 4);
      for (int round = 0; round < 3; round++) {
        RealNode old = cluster.awaitLeader();
        cluster.isolate(old);
        try (MqClient stubborn =
            new MqClient(
                List.of(old.clientUrl()),
                ClientSettings.DEFAULT.withoutRedirects().withDeadlineMillis(1_500))) {
          // No session can be opened there either, so the put itself is never sent.
          assertInstanceOf(Outcome.Refused.class, stubborn.session().put(TOPIC, "p99-1"));
        }
        assertNotEquals(old.id(), cluster.awaitLeader().id());
        awaitMorePuts(producers);
        cluster.heal(old);
        cluster.awaitLeader();
      }
      producers.stop();
      assertEquals(List.of(), producers.refusals());
      producers.assertAllCameThrough(client, TOPIC);
      cluster.awaitConvergence();
    }
  }

  private static void awaitMorePuts(Producers producers) throws InterruptedException {
    int before = producers.acknowledgedCount();
    Wait.until(
        "puts acknowledged by the new leader",
        Duration.ofSeconds(30),
        () -> producers.acknowledgedCount() > before + 100);
  }
}
