package io.mq.node.peer;

import static io.mq.node.peer.TwoNodes.N1;
import static io.mq.node.peer.TwoNodes.N2;
import static io.mq.node.peer.TwoNodes.NO_ANSWERS;
import static io.mq.node.peer.TwoNodes.awaitLog;
import static io.mq.node.peer.TwoNodes.identity;
import static io.mq.node.peer.TwoNodes.message;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.api.HttpCaller;
import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may have a link with whom, over real sockets. */
final class PeerAdmissionTest {

  private final TwoNodes nodes = new TwoNodes();

  @AfterEach
  void close() throws Exception {
    nodes.closeAll();
  }

  @Test
  void links_work_without_a_secret_on_loopback() throws Exception {
    PeerLinks links = nodes.linkN1ToN2(null, null);

    links.send(N2, message("hello"));

    nodes.events2.await("n1: hello");
  }

  @Test
  void a_wrong_secret_is_refused_and_reported_once() throws Exception {
    int port = nodes.serveN2(identity(N2, "blue", "secret"), nodes.events2).port();
    nodes.dialN2(identity(N1, "blue", "wrong"), port);

    awaitLog(
        nodes.log1,
        "link to n2 at http://127.0.0.1:"
            + port
            + " refused: the proof of the cluster secret is missing or wrong");
    nodes.events1.await("down n2");
    waitForMoreAttempts();

    assertEquals(1, nodes.log1.size(), nodes.log1.toString());
    assertEquals(List.of("down n2"), nodes.events1.all());
    assertEquals(List.of(), nodes.events2.all());
  }

  @Test
  void another_cluster_is_refused_with_both_names() throws Exception {
    int port = nodes.serveN2(identity(N2, "blue", "secret"), nodes.events2).port();
    nodes.dialN2(identity(N1, "red", "secret"), port);

    awaitLog(
        nodes.log1,
        "link to n2 at http://127.0.0.1:" + port + " refused: this is cluster blue, not red");
    assertEquals(List.of(), nodes.events2.all());
  }

  @Test
  void a_server_that_does_not_know_the_secret_gets_nothing() throws Exception {
    int port = nodes.serveN2(identity(N2, "blue", null), nodes.events2).port();
    PeerLinks links = nodes.dialN2(identity(N1, "blue", "secret"), port);

    awaitLog(
        nodes.log1,
        "link to n2 at http://127.0.0.1:"
            + port
            + " refused: the node there does not know the cluster secret");
    links.send(N2, message("private"));

    assertFalse(links.isUp(N2));
    assertEquals(0, nodes.events2.count("n1: private"));
  }

  @Test
  void a_node_that_is_not_admitted_is_told_why_and_hears_the_code() throws Exception {
    NodeId n9 = new NodeId(9);
    nodes.door.removed.add(n9);
    int port = nodes.serveN2(identity(N2, "blue", "secret"), nodes.events2).port();
    nodes.dialN2(identity(n9, "blue", "secret"), port);

    awaitLog(nodes.log1, "link to n2 at http://127.0.0.1:" + port + " refused: n9 is out");
    awaitLog(nodes.refusals, "n2 NODE_REMOVED");
    assertEquals(List.of(), nodes.visits);
  }

  @Test
  void a_node_with_another_data_directory_than_before_is_refused() throws Exception {
    int port = nodes.serveN2(identity(N2, "blue", "secret"), nodes.events2).port();
    PeerLinks first = nodes.dialN2(identity(N1, "blue", "secret"), port);
    nodes.events2.await("up n1");
    first.close();
    nodes.dialN2(
        new PeerIdentity(N1, "blue", "http://127.0.0.1:7", "beef", Optional.of("secret")), port);

    awaitLog(nodes.refusals, "n2 DATA_LOST");
  }

  @Test
  void who_comes_and_goes_is_told_with_where_it_is_reached() throws Exception {
    int port = nodes.serveN2(identity(N2, "blue", "secret"), nodes.events2).port();
    PeerLinks links = nodes.dialN2(identity(N1, "blue", "secret"), port);
    nodes.events2.await("up n1");
    assertEquals(List.of("met n1 http://127.0.0.1:7"), nodes.visits);

    links.close();
    nodes.events2.await("down n1");
    assertEquals(List.of("met n1 http://127.0.0.1:7", "left n1"), nodes.visits);
  }

  @Test
  void a_guest_is_called_back_and_left_when_it_leaves() throws Exception {
    int port = nodes.serveN2(identity(N2, "blue", "secret"), nodes.events2).port();
    PeerLinks links = nodes.links();
    nodes.start(links, identity(N1, "blue", "secret"), NO_ANSWERS, nodes.events1);

    links.met(N2, "http://127.0.0.1:" + port);
    nodes.events1.await("up n2");
    links.send(N2, message("welcome"));
    nodes.events2.await("n1: welcome");

    links.left(N2);
    nodes.events2.await("down n1");
    assertFalse(links.isUp(N2));
  }

  @Test
  void those_who_may_not_stay_are_shown_out() throws Exception {
    nodes.linkN1ToN2("secret", "secret");
    nodes.endpoints.getFirst().dismiss();
    assertTrue(nodes.endpoints.getFirst().isConnected(N1));

    nodes.door.removed.add(N1);
    nodes.endpoints.getFirst().dismiss();

    nodes.events2.await("down n1");
    awaitLog(nodes.refusals, "n2 NODE_REMOVED");
  }

  @Test
  void without_proof_there_is_no_upgrade() throws Exception {
    int port = nodes.serveN2(identity(N2, "blue", "secret"), nodes.events2).port();
    try (HttpCaller http = new HttpCaller(port)) {
      String plain = http.callRaw(12, "GET /raft HTTP/1.1", "Host: x");
      String upgrade =
          http.callRaw(
              12,
              "GET /raft HTTP/1.1",
              "Host: x",
              "Connection: Upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==");

      assertEquals("HTTP/1.1 401", plain);
      assertEquals("HTTP/1.1 401", upgrade);
    }
    assertEquals(List.of(), nodes.events2.all());
  }

  /** Lets the dialler try a few more times: its first pauses are 10 and 20 ms. */
  private static void waitForMoreAttempts() throws InterruptedException {
    Thread.sleep(150);
  }
}
