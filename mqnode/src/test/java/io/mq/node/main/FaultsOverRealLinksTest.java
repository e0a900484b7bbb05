package io.mq.node.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.api.HttpCaller;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults of whole nodes in this process, seen by clients and in the nodes' own words. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class FaultsOverRealLinksTest {

  private static final String[] TOKEN = {"Authorization", "Bearer token"};
  private static final int DELAY_MILLIS = 150;

  @TempDir private Path folder;

  @Test
  void given_delayed_replies_then_a_put_waits_for_them_and_when_lifted_no_longer()
      throws Exception {
    try (TestCluster cluster = started()) {
      int leader = cluster.awaitLeader();
      add(
          cluster,
          leader,
          "{'effect':'delay','delayMillis':"
              + DELAY_MILLIS
              + ",'direction':'in','messages':['append-reply']}");
      try (HttpCaller client = cluster.client(leader);
          HttpCaller admin = cluster.admin(leader)) {
        long begin = System.nanoTime();
        assertEquals(201, client.call("PUT", "/topic", "{\"topic\":\"t\"}").statusCode());
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        assertTrue(millis >= DELAY_MILLIS, "took only " + millis + " ms");

        admin.call("DELETE", "/admin/faults", null, TOKEN);
        assertTrue(fastestPutMillis(client) < DELAY_MILLIS);
      }
    }
  }

  @Test
  void given_a_leader_whose_appends_are_lost_then_another_is_elected() throws Exception {
    try (TestCluster cluster = started()) {
      int leader = cluster.awaitLeader();

      add(cluster, leader, "{'effect':'drop','direction':'out','messages':['append']}");

      int next = leader;
      while (next == leader) {
        next = cluster.awaitLeader();
      }
    }
  }

  @Test
  void given_connections_that_are_reset_when_the_lease_ends_then_all_is_well_again()
      throws Exception {
    try (TestCluster cluster = started()) {
      int leader = cluster.awaitLeader();

      add(cluster, leader, "{'effect':'reset','rate':0.5,'leaseMillis':700}");

      while (cluster.log.stream()
          .noneMatch(line -> line.matches("n. link to n" + leader + " down"))) {
        Thread.sleep(5);
      }
      try (HttpCaller admin = cluster.admin(leader)) {
        while (!admin.answer("GET", "/admin/faults", null, TOKEN).equals("200 {\"faults\":[]}")) {
          Thread.sleep(5);
        }
        String links = "\"outgoing\":true,\"incoming\":true},{\"peer\":\"n";
        while (!admin.call("GET", "/admin/state", null, TOKEN).body().contains(links)) {
          Thread.sleep(5);
        }
      }
      assertTrue(cluster.log.stream().anyMatch(line -> line.endsWith("fault f1 off: lease over")));
      cluster.awaitLeader();
    }
  }

  @Test
  void given_a_disk_that_forces_slowly_then_a_put_waits_for_it_and_stopping_does_not()
      throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 1)) {
      cluster.start(1);
      cluster.awaitLeader();
      add(cluster, 1, "{'effect':'slow-force','delayMillis':" + DELAY_MILLIS + "}");
      try (HttpCaller client = cluster.client(1)) {
        long begin = System.nanoTime();
        assertEquals(201, client.call("PUT", "/topic", "{\"topic\":\"t\"}").statusCode());
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        assertTrue(millis >= DELAY_MILLIS, "took only " + millis + " ms");
      }
      add(cluster, 1, "{'effect':'slow-force','delayMillis':60000}");
    }
  }

  @Test
  void given_a_clock_that_jumps_then_the_leader_thinks_itself_cut_off_and_there_is_an_election()
      throws Exception {
    try (TestCluster cluster = started()) {
      int leader = cluster.awaitLeader();
      try (HttpCaller admin = cluster.admin(leader)) {
        String term = admin.call("GET", "/admin/state", null, TOKEN).body().split("\"term\":")[1];
        String before = "\"term\":" + term.substring(0, term.indexOf(',') + 1);

        add(cluster, leader, "{'effect':'clock-jump','jumpMillis':5000}");

        while (admin.call("GET", "/admin/state", null, TOKEN).body().contains(before)) {
          Thread.sleep(5);
        }
      }
      cluster.awaitLeader();
    }
  }

  private TestCluster started() throws Exception {
    TestCluster cluster = new TestCluster(folder, 3);
    cluster.startAll();
    return cluster;
  }

  private static void add(TestCluster cluster, int number, String fault) throws Exception {
    try (HttpCaller admin = cluster.admin(number)) {
      String body = "{\"faults\":[" + fault.replace('\'', '"') + "]}";
      HttpResponse<String> answer = admin.call("PUT", "/admin/faults", body, TOKEN);
      assertEquals(200, answer.statusCode(), answer.body());
    }
  }

  /** On a busy machine any single put may be slow. */
  private static long fastestPutMillis(HttpCaller client) throws Exception {
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long begin = System.nanoTime();
      client.call("PUT", "/message", "{\"topic\":\"t\",\"message\":\"x\"}");
      fastest = Math.min(fastest, System.nanoTime() - begin);
    }
    return TimeUnit.NANOSECONDS.toMillis(fastest);
  }
}
