package io.mq.node.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.mq.node.api.HttpCaller;
import io.mq.shared.config.NodeSnapshots;
import io.mq.shared.config.NodeTiming;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A follower that gets a snapshot over a network that is narrow or breaks. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SlowSnapshotTest {

  private static final String[] TOKEN = {"Authorization", "Bearer token"};
  private static final int LARGE_MESSAGES = 4;
  private static final int LARGE_BYTES = 100_000;

  /** A piece takes a second. */
  private static final int BYTES_PER_SECOND = 128 << 10;

  /** A busy machine alone brings about no election. */
  private static final NodeTiming PATIENT = new NodeTiming(10, 50, 1_000, 2_000);

  private static final NodeSnapshots OFTEN = new NodeSnapshots(1 << 30, 100);

  @TempDir private Path folder;

  @ParameterizedTest(name = "a bandwidth for {0}")
  @ValueSource(strings = {"'append','append-reply','snapshot','snapshot-reply'", "'snapshot'"})
  void while_a_follower_gets_a_snapshot_slowly_then_heartbeats_and_their_answers_are_not_delayed(
      String types) throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 3, PATIENT, OFTEN)) {
      cluster.startAll();
      int leader = cluster.awaitLeader();
      int behind = leader % 3 + 1;
      int other = behind % 3 + 1;
      cluster.stop(behind);
      putUntilTheLogIsGone(cluster, leader);
      long term = number(state(cluster, leader), "term");
      fault(
          cluster,
          leader,
          "{'effect':'bandwidth','bytesPerSecond':%d,'direction':'out','messages':[%s]}"
              .formatted(BYTES_PER_SECOND, types));

      cluster.start(behind);
      awaitLog(cluster, "n" + leader + " sending the snapshot to n" + behind);
      int begun = cluster.log.size();
      // Now only the answers of the one that is behind keep the leader in office.
      cluster.stop(other);
      int readsMeanwhile = 0;
      try (HttpCaller client = cluster.client(leader)) {
        while (!hasLine(cluster, begun, "n" + behind + " installed snapshot")) {
          assertEquals(200, client.call("GET", "/topic", null).statusCode());
          readsMeanwhile++;
        }
      }

      assertTrue(readsMeanwhile > 0, "reads that the follower vouched for: " + readsMeanwhile);
      assertEquals(term, number(state(cluster, leader), "term"));
      List<String> since = List.copyOf(cluster.log).subList(begun, cluster.log.size());
      assertTrue(since.stream().noneMatch(line -> line.contains("candidate")), since.toString());
    }
  }

  @Test
  void when_its_connection_breaks_again_and_again_then_the_snapshot_goes_on_and_links_stay_up()
      throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 3, PATIENT, OFTEN)) {
      cluster.startAll();
      int leader = cluster.awaitLeader();
      int behind = leader % 3 + 1;
      cluster.stop(behind);
      putUntilTheLogIsGone(cluster, leader);
      fault(
          cluster,
          leader,
          "{'effect':'reset','rate':0.4,'seed':1,'messages':['snapshot','snapshot-reply']}");

      cluster.start(behind);
      awaitLog(cluster, "n" + leader + " sending the snapshot to n" + behind);
      int begun = cluster.log.size();
      awaitLog(cluster, "n" + behind + " installed snapshot");

      List<String> since = List.copyOf(cluster.log).subList(begun, cluster.log.size());
      String broken = "n" + leader + " snapshot connection to n" + behind + " down";
      assertTrue(since.contains(broken), since.toString());
      assertTrue(
          since.stream().noneMatch(line -> line.matches(".* link .* down")), since.toString());
      assertTrue(since.stream().noneMatch(line -> line.contains("candidate")), since.toString());
    }
  }

  /** A state of several pieces, and small entries behind it, so that no append is large. */
  private static void putUntilTheLogIsGone(TestCluster cluster, int leader) throws Exception {
    try (HttpCaller client = cluster.client(leader)) {
      assertEquals(201, client.call("PUT", "/topic", "{\"topic\":\"t\"}").statusCode());
      for (int i = 0; i < LARGE_MESSAGES; i++) {
        put(client, "x".repeat(LARGE_BYTES));
      }
      long large = number(state(cluster, leader), "lastIndex");
      while (number(state(cluster, leader), "firstIndex") <= large) {
        put(client, "small");
      }
    }
  }

  private static void put(HttpCaller client, String message) throws Exception {
    String body = "{\"topic\":\"t\",\"message\":\"" + message + "\"}";
    assertEquals(201, client.call("PUT", "/message", body).statusCode());
  }

  private static void fault(TestCluster cluster, int at, String fault) throws Exception {
    String body = "{\"faults\":[" + fault.replace('\'', '"') + "]}";
    try (HttpCaller admin = cluster.admin(at)) {
      HttpResponse<String> answer = admin.call("PUT", "/admin/faults", body, TOKEN);
      assertEquals(200, answer.statusCode(), answer.body());
    }
  }

  private static String state(TestCluster cluster, int number) throws Exception {
    try (HttpCaller admin = cluster.admin(number)) {
      return admin.call("GET", "/admin/state", null, TOKEN).body();
    }
  }

  private static long number(String state, String field) {
    String behind = state.split("\"" + field + "\":", 2)[1];
    return Long.parseLong(behind.split("[^0-9]", 2)[0]);
  }

  private static boolean hasLine(TestCluster cluster, int from, String part) {
    List<String> lines = List.copyOf(cluster.log);
    return lines.subList(from, lines.size()).stream().anyMatch(line -> line.contains(part));
  }

  private static void awaitLog(TestCluster cluster, String part) throws InterruptedException {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!hasLine(cluster, 0, part)) {
      if (System.nanoTime() > deadline) {
        fail("no \"" + part + "\" in " + cluster.log);
      }
      Thread.sleep(10);
    }
  }
}
