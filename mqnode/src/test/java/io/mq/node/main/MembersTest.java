package io.mq.node.main;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.mq.node.api.HttpCaller;
import io.mq.shared.config.NodeAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whole nodes that come and go over their admin routes. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MembersTest {

  private static final String[] TOKEN = {"Authorization", "Bearer token"};

  @TempDir private Path folder;

  @Test
  void given_a_new_node_then_it_learns_votes_leads_and_shows_the_way() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 3)) {
      cluster.startAll();
      put(cluster, cluster.awaitLeader(), "before");

      cluster.startJoining(4);
      assertEquals("joining", membership(cluster, 4));
      change(cluster, add(cluster, 4));
      awaitMembership(cluster, 4, "learner");
      change(cluster, "{\"promote\":[\"n4\"]}");
      awaitMembership(cluster, 4, "voter");
      leads(cluster, 4);

      try (HttpCaller atFollower = cluster.client(1)) {
        HttpResponse<String> way = atFollower.call("GET", "/message/t", null);
        assertEquals(307, way.statusCode());
        assertEquals(
            cluster.address(4).clientUrl() + "/message/t",
            way.headers().firstValue("Location").orElseThrow());
      }
      try (HttpCaller atLeader = cluster.client(4)) {
        assertEquals(
            "200 {\"success\":true,\"message\":\"before\"}",
            atLeader.answer("GET", "/message/t", null));
      }
      restartEverybody(cluster);
      awaitMembership(cluster, 4, "voter");
    }
  }

  @Test
  void given_the_leader_is_taken_out_then_another_leads_and_it_knows_that_it_is_out()
      throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 3)) {
      cluster.startAll();
      int leader = cluster.awaitLeader();

      change(cluster, "{\"remove\":[\"n" + leader + "\"]}");

      awaitMembership(cluster, leader, "removed");
      int next = cluster.awaitLeader();
      assertNotEquals(leader, next);
      put(cluster, next, "after");
      cluster.stop(leader);
      cluster.start(leader);
      assertEquals("removed", membership(cluster, leader));
      awaitLog(cluster, "n" + leader + " the members have taken n" + leader + " out; it can be");
      String again = tryChange(cluster, add(cluster, leader));
      assertTrue(again.contains("has been a member before"), again);
    }
  }

  @Test
  void given_a_node_that_missed_its_removal_then_the_members_tell_it() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 3)) {
      cluster.startAll();
      int leader = cluster.awaitLeader();
      int gone = leader % 3 + 1;
      cluster.stop(gone);

      change(cluster, "{\"remove\":[\"n" + gone + "\"]}");
      cluster.start(gone);

      awaitLog(cluster, " says: n" + gone + " was taken out of the cluster");
      assertEquals(leader, cluster.awaitLeader());
    }
  }

  @Test
  void given_a_wiped_disk_then_the_node_is_not_let_in_under_its_old_number() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 3)) {
      cluster.startAll();
      int wiped = cluster.awaitLeader() % 3 + 1;
      cluster.stop(wiped);
      delete(cluster.data(wiped));

      cluster.start(wiped);

      String why = cluster.node(wiped).failure().get(20, TimeUnit.SECONDS);
      assertTrue(why.contains("comes with another data directory than before"), why);
      assertTrue(why.endsWith("mqctl node rejoin n" + wiped), why);
      cluster.awaitLeader();
    }
  }

  @Test
  void given_another_start_file_then_the_members_are_still_those_of_the_log() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 3)) {
      cluster.startAll();
      int leader = cluster.awaitLeader();
      int gone = leader % 3 + 1;
      change(cluster, "{\"remove\":[\"n" + gone + "\"]}");
      cluster.stop(gone);

      restartEverybody(cluster);

      int next = cluster.awaitLeader();
      assertNotEquals(gone, next);
      String state = state(cluster, next);
      assertTrue(!state.contains("\"node\":\"n" + gone + "\""), state);
    }
  }

  private static void restartEverybody(TestCluster cluster) throws Exception {
    List<Integer> running = cluster.running();
    for (int number : running) {
      cluster.stop(number);
    }
    for (int number : running) {
      cluster.start(number);
    }
    cluster.awaitLeader();
  }

  private static void put(TestCluster cluster, int leader, String message) throws Exception {
    try (HttpCaller client = cluster.client(leader)) {
      client.call("PUT", "/topic", "{\"topic\":\"t\"}");
      assertEquals(
          "201 {\"success\":true}",
          client.answer("PUT", "/message", "{\"topic\":\"t\",\"message\":\"" + message + "\"}"));
    }
  }

  private static String add(TestCluster cluster, int number) {
    NodeAddress address = cluster.address(number);
    return "{\"add\":[{\"node\":\"n"
        + number
        + "\",\"clientUrl\":\""
        + address.clientUrl()
        + "\",\"peerUrl\":\""
        + address.peerUrl()
        + "\"}]}";
  }

  /** As long as the leader says that it is too early. */
  private static void change(TestCluster cluster, String body) throws Exception {
    String answer = tryChange(cluster, body);
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!answer.startsWith("200 ") && System.nanoTime() < deadline) {
      assertTrue(answer.contains("CHANGE_TOO_EARLY"), answer);
      answer = tryChange(cluster, body);
    }
    assertTrue(answer.startsWith("200 "), answer);
  }

  private static String tryChange(TestCluster cluster, String body) throws Exception {
    try (HttpCaller admin = cluster.admin(cluster.awaitLeader())) {
      return admin.answer("POST", "/admin/members", body, TOKEN);
    }
  }

  private static void leads(TestCluster cluster, int number) throws Exception {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (cluster.awaitLeader() != number) {
      if (System.nanoTime() > deadline) {
        fail("n" + number + " does not lead; " + cluster.log);
      }
      try (HttpCaller admin = cluster.admin(cluster.awaitLeader())) {
        admin.call("POST", "/admin/transfer", "{\"target\":\"n" + number + "\"}", TOKEN);
      }
    }
  }

  private static String state(TestCluster cluster, int number) throws Exception {
    try (HttpCaller admin = cluster.admin(number)) {
      return admin.call("GET", "/admin/state", null, TOKEN).body();
    }
  }

  private static String membership(TestCluster cluster, int number) throws Exception {
    String state = state(cluster, number);
    return state.replaceFirst(".*\"membership\":\"([a-z]+)\".*", "$1");
  }

  private static void awaitMembership(TestCluster cluster, int number, String expected)
      throws Exception {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (!membership(cluster, number).equals(expected)) {
      if (System.nanoTime() > deadline) {
        fail("n" + number + " is " + membership(cluster, number) + "; " + cluster.log);
      }
      Thread.sleep(10);
    }
  }

  private static void awaitLog(TestCluster cluster, String part) throws Exception {
    long deadline = System.nanoTime() + 20_000_000_000L;
    while (List.copyOf(cluster.log).stream().noneMatch(line -> line.contains(part))) {
      if (System.nanoTime() > deadline) {
        fail("no \"" + part + "\" in " + cluster.log);
      }
      Thread.sleep(10);
    }
  }

  private static void delete(Path directory) throws Exception {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
