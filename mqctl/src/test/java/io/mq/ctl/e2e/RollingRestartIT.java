package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.e2e.Producers.Acknowledged;
import io.mq.shared.client.ClientSettings;
import io.mq.shared.client.MqClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A cluster is renewed node by node under load, and its clients hardly notice. */
class RollingRestartIT {

  private static final int CLIENTS = 4;

  @Test
  void given_load_when_every_node_restarts_in_turn_then_no_request_fails() throws Exception {
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 3").done();
      mqctl.run("topic create t").done();
      final List<Long> pids = mqctl.pids("default");
      try (MqClient client = new MqClient(mqctl.clientUrls("default"), ClientSettings.DEFAULT)) {
        Producers producers = Producers.start(client, "t", CLIENTS);
        Wait.until("load", Duration.ofSeconds(30), () -> producers.acknowledgedCount() > 100);

        long before = System.nanoTime();
        mqctl.run("cluster restart --rolling").done();
        long after = System.nanoTime();
        producers.stop();

        List<Acknowledged> all =
            producers.acknowledged().stream()
                .filter(
                    put -> put.answeredNanos() - before >= 0 && put.answeredNanos() - after <= 0)
                .toList();
        System.out.printf(
            "rolling restart of 3 nodes under %d clients: %d ms, %d puts acknowledged, none failed,"
                + " longest gap between acknowledgements %d ms, longest put %d ms%n",
            CLIENTS,
            (after - before) / 1_000_000,
            all.size(),
            Producers.longestGapMillis(all),
            longestPutMillis(all));
        assertEquals(List.of(), producers.refusals());
        assertEquals(List.of(), producers.unknowns());
        assertTrue(all.size() > 100, "there was load: " + all.size());
        List<Long> renewed = mqctl.pids("default");
        for (int node = 0; node < 3; node++) {
          assertNotEquals(pids.get(node), renewed.get(node));
        }
        producers.assertAllCameThrough(client, "t");
      }
    }
  }

  @Test
  void leadership_goes_where_it_is_sent() throws Exception {
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 3").done();
      String leader = mqctl.run("select leader").done();
      String other = leader.equals("n2") ? "n3" : "n2";

      mqctl.run("transfer-leader " + other).done();
      assertEquals(other, mqctl.run("select leader").done());

      mqctl.run("transfer-leader").done();
      assertNotEquals(other, mqctl.run("select leader").done());

      assertEquals(2, mqctl.run("transfer-leader n9").status());
      assertEquals(2, mqctl.run("transfer-leader all").status());
    }
  }

  private static long longestPutMillis(List<Acknowledged> puts) {
    return puts.stream().mapToLong(put -> put.answeredNanos() - put.sentNanos()).max().orElse(0)
        / 1_000_000;
  }
}
