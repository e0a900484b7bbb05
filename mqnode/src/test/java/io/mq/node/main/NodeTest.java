package io.mq.node.main;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.api.HttpCaller;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class NodeTest {

  private static final String[] TOKEN = {"Authorization", "Bearer token"};

  @TempDir private Path folder;

  @Test
  void given_one_node_when_it_stops_and_starts_again_then_nothing_is_lost() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 1)) {
      cluster.start(1);
      cluster.awaitLeader();
      try (HttpCaller client = cluster.client(1)) {
        assertEquals("201 {\"success\":true}", client.answer("PUT", "/topic", "{\"topic\":\"t\"}"));
        assertEquals(
            "201 {\"success\":true}",
            client.answer("PUT", "/message", "{\"topic\":\"t\",\"message\":\"kept\"}"));
      }

      cluster.stop(1);
      cluster.start(1);
      cluster.awaitLeader();

      try (HttpCaller client = cluster.client(1)) {
        assertEquals(
            "200 {\"success\":true,\"message\":\"kept\"}",
            client.answer("GET", "/message/t", null));
      }
    }
  }

  @Test
  void given_three_nodes_then_a_follower_shows_the_way_and_messages_pass() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 3)) {
      cluster.startAll();
      int leader = cluster.awaitLeader();
      int follower = leader % 3 + 1;
      String leaderUrl = cluster.address(leader).clientUrl();
      try (HttpCaller atFollower = cluster.client(follower);
          HttpCaller atLeader = cluster.client(leader)) {
        HttpResponse<String> way = atFollower.call("PUT", "/topic", "{\"topic\":\"t\"}");
        assertEquals(307, way.statusCode());
        assertEquals(leaderUrl + "/topic", way.headers().firstValue("Location").orElseThrow());

        assertEquals(
            "201 {\"success\":true}", atLeader.answer("PUT", "/topic", "{\"topic\":\"t\"}"));
        assertEquals(
            "201 {\"success\":true}",
            atLeader.answer("PUT", "/message", "{\"topic\":\"t\",\"message\":\"x\"}"));
        assertEquals(
            "200 {\"success\":true,\"message\":\"x\"}", atLeader.answer("GET", "/message/t", null));
      }
    }
  }

  @Test
  void given_a_leader_cut_off_by_faults_then_the_others_elect_another() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 3)) {
      cluster.startAll();
      int leader = cluster.awaitLeader();
      try (HttpCaller admin = cluster.admin(leader)) {
        assertEquals(
            200,
            admin
                .call("PUT", "/admin/faults", "{\"faults\":[{\"effect\":\"block\"}]}", TOKEN)
                .statusCode());
        int next = leader;
        while (next == leader) {
          next = cluster.awaitLeader();
        }
        admin.call("DELETE", "/admin/faults", null, TOKEN);
        String state = admin.call("GET", "/admin/state", null, TOKEN).body();
        assertTrue(state.contains("\"outgoing\":true,\"incoming\":true"), state);
        assertTrue(state.contains("\"faults\":0"), state);
      }
    }
  }

  @Test
  void given_a_transfer_over_http_then_the_named_node_leads() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 3)) {
      cluster.startAll();
      int leader = cluster.awaitLeader();
      int target = leader % 3 + 1;
      String body = "{\"target\":\"n" + target + "\"}";
      try (HttpCaller atLeader = cluster.admin(leader);
          HttpCaller atTarget = cluster.admin(target)) {
        HttpResponse<String> way = atTarget.call("POST", "/admin/transfer", body, TOKEN);
        assertEquals(307, way.statusCode());
        assertEquals(
            cluster.address(leader).peerUrl() + "/admin/transfer",
            way.headers().firstValue("Location").orElseThrow());

        assertEquals("202 " + body, atLeader.answer("POST", "/admin/transfer", body, TOKEN));

        int next = leader;
        while (next == leader) {
          next = cluster.awaitLeader();
        }
        assertEquals(target, next);
      }
    }
  }

  @Test
  void given_a_leader_told_to_stop_then_it_follows_another_before_it_goes() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 3)) {
      cluster.startAll();
      int leader = cluster.awaitLeader();

      cluster.stop(leader);

      List<String> itsLog =
          cluster.log.stream().filter(line -> line.startsWith("n" + leader + " ")).toList();
      String last = itsLog.subList(itsLog.indexOf("n" + leader + " stopping"), itsLog.size()) + "";
      assertTrue(last.matches(".*n" + leader + " follower t\\d+ of n[123].* stopped.*"), last);
    }
  }

  @Test
  void the_peer_port_wants_credentials_and_the_client_port_has_no_such_thing() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 1)) {
      cluster.start(1);
      try (HttpCaller client = cluster.client(1);
          HttpCaller peer = cluster.admin(1)) {
        for (String path : List.of("/raft", "/admin/state", "/admin/faults")) {
          assertEquals(404, client.call("GET", path, null).statusCode(), path);
          assertEquals(401, peer.call("GET", path, null).statusCode(), path);
        }
        assertEquals(404, peer.call("GET", "/status", null).statusCode());
      }
    }
  }

  @Test
  void given_a_port_in_use_then_one_sentence_and_no_data_directory() throws Exception {
    TestCluster cluster = new TestCluster(folder, 1);
    for (int port : new int[] {cluster.address(1).port(), cluster.address(1).internalPort()}) {
      try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        String why = startFails(cluster.options(1));

        assertEquals(
            "cannot listen on 127.0.0.1:"
                + other.getLocalPort()
                + ", is another program using it? (Address already in use)",
            why);
        assertFalse(Files.exists(cluster.data(1)));
      }
    }
  }

  @Test
  void given_data_of_another_cluster_or_node_then_it_is_refused_and_untouched() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 2)) {
      cluster.start(1);
      cluster.stop(1);
      byte[] identity = Files.readAllBytes(cluster.data(1).resolve("identity"));

      String otherCluster = startFails(cluster.options(1, "other", false));
      NodeOptions two = cluster.options(2);
      String otherNode =
          startFails(
              new NodeOptions(
                  two.config(),
                  cluster.data(1),
                  false,
                  false,
                  two.clusterSecret(),
                  two.adminToken()));

      assertTrue(otherCluster.contains("n1 of cluster test"), otherCluster);
      assertTrue(otherNode.contains("n1 of cluster test"), otherNode);
      assertArrayEquals(identity, Files.readAllBytes(cluster.data(1).resolve("identity")));
      cluster.start(1);
    }
  }

  @Test
  void given_a_folder_with_other_things_then_it_stays_as_it_was() throws Exception {
    TestCluster cluster = new TestCluster(folder, 1);
    Files.createDirectory(cluster.data(1));
    Files.writeString(cluster.data(1).resolve("thesis.tex"), "precious");

    String why = startFails(cluster.options(1));

    assertTrue(why.endsWith("not empty: it holds thesis.tex"), why);
    try (var files = Files.list(cluster.data(1))) {
      assertEquals(List.of(cluster.data(1).resolve("thesis.tex")), files.toList());
    }
  }

  @Test
  void given_a_file_as_data_directory_then_it_is_refused() throws Exception {
    TestCluster cluster = new TestCluster(folder, 1);
    Files.writeString(cluster.data(1), "x");

    assertTrue(startFails(cluster.options(1)).endsWith(" is a file"));
  }

  @Test
  void given_a_node_that_must_have_data_and_has_none_then_it_does_not_start() throws Exception {
    TestCluster cluster = new TestCluster(folder, 1);

    String why = startFails(cluster.options(1, "test", true));

    assertTrue(why.contains("must not start without it"), why);
    assertFalse(Files.exists(cluster.data(1)));
  }

  @Test
  void given_a_failed_start_then_the_ports_are_free_again() throws Exception {
    try (TestCluster cluster = new TestCluster(folder, 1)) {
      Files.writeString(cluster.data(1), "x");
      startFails(cluster.options(1));
      Files.delete(cluster.data(1));

      cluster.start(1);

      assertEquals(1, cluster.awaitLeader());
    }
  }

  private static String startFails(NodeOptions options) {
    return assertThrows(StartFailedException.class, () -> Node.start(options, line -> {}))
        .getMessage();
  }
}
