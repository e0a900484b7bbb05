package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What each port lets nobody, and everybody, reach; and how a node goes down when asked to. */
@Timeout(60)
class PortsIT {

  private static RealCluster cluster;

  @BeforeAll
  static void start() throws Exception {
    cluster = RealCluster.start(1);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static int status(String url, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).GET();
    if (headers.length > 0) {
      request.headers(headers);
    }
    return cluster.send(request).statusCode();
  }

  @Test
  void the_client_port_knows_neither_raft_nor_admin() {
    String port = cluster.nodes().getFirst().clientUrl();
    String right = "Bearer " + RealCluster.TOKEN;
    assertEquals(404, status(port + "/raft"));
    assertEquals(404, status(port + "/admin/state"));
    assertEquals(404, status(port + "/admin/state", "Authorization", right));
    assertEquals(200, status(port + "/status"));
  }

  @Test
  void the_peer_port_answers_only_to_those_who_know_the_secret_or_the_token() {
    String port = cluster.nodes().getFirst().peerUrl();
    assertEquals(401, status(port + "/raft"));
    assertEquals(401, status(port + "/admin/state"));
    assertEquals(401, status(port + "/admin/faults"));
    assertEquals(401, status(port + "/admin/state", "Authorization", "Bearer wrong"));
    assertEquals(
        200, status(port + "/admin/state", "Authorization", "Bearer " + RealCluster.TOKEN));
    assertEquals(404, status(port + "/status"));
  }

  @Test
  void a_node_asked_to_stop_exits_with_0_and_comes_back_with_its_data() throws Exception {
    try (RealCluster other = RealCluster.start(1)) {
      RealNode only = other.nodes().getFirst();
      long commit = other.state(only).orElseThrow().commitIndex();
      assertEquals(0, only.terminate(), only.logTail());
      only.start();
      other.awaitLeader();
      assertEquals(true, other.state(only).orElseThrow().commitIndex() > commit);
    }
  }
}
