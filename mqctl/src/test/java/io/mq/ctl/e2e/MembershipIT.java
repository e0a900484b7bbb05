package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.e2e.Producers.Acknowledged;
import io.mq.shared.client.ClientSettings;
import io.mq.shared.client.MqClient;
import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clusters that grow and shrink while they are used, and a node that lost its disk. */
@Timeout(180)
class MembershipIT {

  private static final int CLIENTS = 4;

  @Test
  void given_load_when_3_nodes_become_7_and_3_again_then_each_put_comes_out_once()
      throws Exception {
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 3").done();
      mqctl.run("topic create t").done();
      try (MqClient client = new MqClient(mqctl.clientUrls("default"), ClientSettings.DEFAULT)) {
        Producers producers = Producers.start(client, "t", CLIENTS);
        awaitPuts(producers, 200);

        long start = System.nanoTime();
        mqctl.run("cluster scale 7").done();
        long grown = System.nanoTime();
        assertEquals(List.of("n1", "n2", "n3", "n4", "n5", "n6", "n7"), mqctl.nodes("default"));
        assertEquals(7, voters(mqctl));
        awaitPuts(producers, producers.acknowledgedCount() + 200);
        mqctl.run("transfer-leader n7").done();

        long shrinking = System.nanoTime();
        mqctl.run("cluster scale 3").done();
        long end = System.nanoTime();
        awaitPuts(producers, producers.acknowledgedCount() + 200);
        producers.stop();

        List<Acknowledged> during =
            producers.acknowledged().stream()
                .filter(put -> put.answeredNanos() - start >= 0 && put.answeredNanos() - end <= 0)
                .toList();
        System.out.printf(
            "3 nodes to 7 in %d ms and back, with the leader among those that go, in %d ms, under"
                + " %d clients: %d puts acknowledged, longest gap between acknowledgements %d ms%n",
            (grown - start) / 1_000_000,
            (end - shrinking) / 1_000_000,
            CLIENTS,
            during.size(),
            Producers.longestGapMillis(during));
        assertEquals(List.of(), producers.refusals());
        assertEquals(List.of(), producers.unknowns());
        assertTrue(during.size() > 200, "there was load: " + during.size());
        assertEquals(List.of("n1", "n2", "n3"), mqctl.nodes("default"));
        assertEquals(3, voters(mqctl));
        producers.assertAllCameThrough(client, "t");
      }
    }
  }

  @Test
  void given_a_node_without_its_data_then_it_comes_back_as_a_new_one_only() throws Exception {
    try (Tool mqctl = new Tool()) {
      Path file = mqctl.state().resolve("heaps.yaml");
      Files.writeString(file, "nodes: [{heap: 201m}, {heap: 202m}, {heap: 203m}]\n");
      mqctl.run("cluster up -f " + file).done();
      mqctl.run("topic create t").done();
      mqctl.run("put t kept").done();
      String lost = mqctl.run("select followers").done().lines().findFirst().orElseThrow();
      mqctl.run("kill " + lost).done();
      delete(mqctl.folder("default").resolve(lost).resolve("data"));

      Tool.Ended refused = mqctl.run("start " + lost);
      assertEquals(1, refused.status());
      assertTrue(refused.err().contains("mqctl node rejoin " + lost), refused.err());

      mqctl.run("node rejoin " + lost).done();

      List<String> nodes = mqctl.nodes("default");
      assertEquals("n4", nodes.getLast());
      assertFalse(nodes.contains(lost), nodes.toString());
      String exported = mqctl.run("cluster export").done();
      String heap = "20" + lost.substring(1) + "m";
      assertTrue(exported.contains(heap), "it has its own settings still: " + exported);
      assertEquals(3, voters(mqctl));
      mqctl.run("cluster down").done();
      mqctl.run("cluster up").done();
      assertEquals(3, voters(mqctl));
      assertEquals("kept", mqctl.run("get t").done());
    }
  }

  private static void awaitPuts(Producers producers, int count) throws InterruptedException {
    Wait.until(
        count + " acknowledged puts",
        Duration.ofSeconds(60),
        () -> producers.acknowledgedCount() >= count);
  }

  /** Of the rows of {@code status} those that are up and have a vote. */
  private static long voters(Tool mqctl) throws Exception {
    JsonObject all = Json.parse("{\"rows\":" + mqctl.run("-o json status").done() + "}");
    long voters = 0;
    for (JsonObject row : all.objects("rows")) {
      if (row.text("state").equals("up")
          && List.of("leader", "follower").contains(row.text("role"))) {
        voters++;
      }
    }
    return voters;
  }

  private static void delete(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
