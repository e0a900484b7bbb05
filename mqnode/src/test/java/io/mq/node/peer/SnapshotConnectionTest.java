package io.mq.node.peer;

import static io.mq.node.peer.TwoNodes.N1;
import static io.mq.node.peer.TwoNodes.N2;
import static io.mq.node.peer.TwoNodes.NO_ANSWERS;
import static io.mq.node.peer.TwoNodes.PROMPT_MILLIS;
import static io.mq.node.peer.TwoNodes.at;
import static io.mq.node.peer.TwoNodes.awaitLog;
import static io.mq.node.peer.TwoNodes.identity;
import static io.mq.node.peer.TwoNodes.message;
import static io.mq.node.peer.TwoNodes.stalling;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.api.HttpCaller;
import io.mq.node.http.HttpServer;
import io.mq.node.http.ListeningPort;
import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The connections for snapshots, beside the links, over real sockets. */
final class SnapshotConnectionTest {

  private static final String UP_AT_N1 = "snapshot connection to n2 up";
  private static final String DOWN_AT_N1 = "snapshot connection to n2 down";
  private static final String UP_AT_N2 = "snapshot connection from n1 up";
  private static final String DOWN_AT_N2 = "snapshot connection from n1 down";

  private final TwoNodes nodes = new TwoNodes();

  @AfterEach
  void close() throws Exception {
    nodes.closeAll();
  }

  @Test
  void a_piece_opens_a_connection_of_its_own_and_the_answer_comes_back_over_it() throws Exception {
    PeerLinks links = nodes.linkN1ToN2("secret", "secret");
    assertFalse(nodes.log1.contains(UP_AT_N1));

    links.sendPiece(N2, message("piece"));
    nodes.pieces2.await("n1: piece");
    nodes.endpoints.getFirst().answerPiece(N1, message("wanted"));
    nodes.answers1.await("n2: wanted");

    awaitLog(nodes.log1, UP_AT_N1);
    awaitLog(nodes.log2, UP_AT_N2);
    assertEquals(List.of("n1: piece"), nodes.pieces2.all());
    assertEquals(List.of("n2: wanted"), nodes.answers1.all());
    assertNothingIsToldOfTheLink();
  }

  @Test
  void pieces_and_answers_keep_their_order() throws Exception {
    PeerLinks links = openSnapshotConnection();
    for (int i = 0; i < 100; i++) {
      links.sendPiece(N2, message("p" + i));
      nodes.endpoints.getFirst().answerPiece(N1, message("a" + i));
    }
    nodes.pieces2.await("n1: p99");
    nodes.answers1.await("n2: a99");

    List<String> pieces = nodes.pieces2.all();
    List<String> answers = nodes.answers1.all();
    for (int i = 0; i < 100; i++) {
      assertEquals("n1: p" + i, pieces.get(i + 1));
      assertEquals("n2: a" + i, answers.get(i));
    }
  }

  @Test
  void while_it_is_opened_the_newest_message_waits() throws Exception {
    ListeningPort listening = ListeningPort.bind("127.0.0.1", 0);
    PeerLinks links = nodes.dialN2(identity(N1, "blue", "secret"), listening.port());

    links.sendPiece(N2, message("first"));
    links.sendPiece(N2, message("newest"));
    PeerEndpoint endpoint =
        new PeerEndpoint(
            identity(N2, "blue", "secret"),
            nodes.door,
            nodes.guests,
            nodes.events2,
            nodes.pieces2,
            nodes.log2::add);
    HttpServer http = HttpServer.start("peer", listening, endpoint::install, nodes.log2::add);
    try {
      nodes.pieces2.await("n1: newest");
      assertEquals(List.of("n1: newest"), nodes.pieces2.all());
    } finally {
      http.close();
    }
  }

  @Test
  void when_it_breaks_the_link_stays_and_the_next_piece_opens_another() throws Exception {
    PeerLinks links = openSnapshotConnection();

    nodes.endpoints.getFirst().resetSnapshots(N1);
    awaitLog(nodes.log1, DOWN_AT_N1);
    awaitLog(nodes.log2, DOWN_AT_N2);
    nodes.log1.clear();
    nodes.log2.clear();
    links.sendPiece(N2, message("again"));
    nodes.pieces2.await("n1: again");
    awaitLog(nodes.log1, UP_AT_N1);

    links.resetSnapshots(N2);
    awaitLog(nodes.log1, DOWN_AT_N1);
    awaitLog(nodes.log2, DOWN_AT_N2);

    assertTrue(links.isUp(N2));
    assertTrue(nodes.endpoints.getFirst().isConnected(N1));
    assertNothingIsToldOfTheLink();
  }

  @Test
  void when_the_link_breaks_it_stays() throws Exception {
    PeerLinks links = openSnapshotConnection();

    links.reset(N2);
    nodes.events1.await("down n2");
    links.sendPiece(N2, message("over the same"));
    nodes.pieces2.await("n1: over the same");

    assertEquals(1, nodes.log2.stream().filter(UP_AT_N2::equals).count());
    assertFalse(nodes.log2.contains(DOWN_AT_N2));
  }

  @Test
  void when_it_is_not_used_it_is_closed_and_a_piece_opens_it_again() throws Exception {
    int port = nodes.serveN2(identity(N2, "blue", "secret"), nodes.events2).port();
    PeerLinks links = nodes.links(Duration.ofMillis(100));
    links.follow(at(port));
    nodes.start(links, identity(N1, "blue", "secret"), NO_ANSWERS, nodes.events1);
    nodes.events1.await("up n2");
    nodes.events2.await("up n1");

    links.sendPiece(N2, message("one"));
    awaitLog(nodes.log1, "snapshot connection to n2 closed: not used any more");
    awaitLog(nodes.log2, DOWN_AT_N2);
    links.sendPiece(N2, message("two"));
    nodes.pieces2.await("n1: two");

    assertEquals(List.of("n1: one", "n1: two"), nodes.pieces2.all());
    assertNothingIsToldOfTheLink();
  }

  @Test
  void strangers_are_refused_and_told_why() throws Exception {
    int port = nodes.serveN2(identity(N2, "blue", "secret"), nodes.events2).port();
    PeerLinks stranger = nodes.dialN2(identity(N1, "blue", "wrong"), port);
    nodes.events1.await("down n2");
    // The link was refused for the same reason, which is told once; the piece is refused as well.
    stranger.sendPiece(N2, message("of a stranger"));

    try (HttpCaller http = new HttpCaller(port)) {
      String upgrade =
          http.callRaw(
              12,
              "GET /raft HTTP/1.1",
              "Host: x",
              "Mq-Node: n1",
              "Mq-Channel: snapshot",
              "Connection: Upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==");
      assertEquals("HTTP/1.1 401", upgrade);
    }
    PeerLinks friend = nodes.dialN2(identity(N1, "blue", "secret"), port);
    nodes.events2.await("up n1");
    friend.sendPiece(N2, message("of a friend"));
    nodes.pieces2.await("n1: of a friend");
    assertEquals(List.of("n1: of a friend"), nodes.pieces2.all());
  }

  @Test
  void nothing_is_taken_from_a_server_that_does_not_know_the_secret() throws Exception {
    int port = nodes.serveN2(identity(N2, "blue", null), nodes.events2).port();
    PeerLinks links = nodes.links();
    links.follow(at(port));
    nodes.start(links, identity(N1, "blue", "secret"), NO_ANSWERS, nodes.events1);
    nodes.events1.await("down n2");

    links.sendPiece(N2, message("private"));
    awaitLog(nodes.log2, DOWN_AT_N2);

    assertEquals(List.of(), nodes.pieces2.all());
    assertFalse(nodes.log1.contains(UP_AT_N1));
  }

  @Test
  void those_who_may_not_stay_are_shown_out_and_not_let_in_again() throws Exception {
    PeerLinks links = openSnapshotConnection();
    nodes.endpoints.getFirst().dismiss();
    links.sendPiece(N2, message("still a member"));
    nodes.pieces2.await("n1: still a member");

    nodes.door.removed.add(N1);
    nodes.endpoints.getFirst().dismiss();
    awaitLog(nodes.log2, DOWN_AT_N2);
    awaitLog(nodes.log1, DOWN_AT_N1);
    nodes.log2.clear();
    links.sendPiece(N2, message("of a former member"));
    awaitLog(nodes.refusals, "n2 NODE_REMOVED");

    assertFalse(nodes.log2.contains(UP_AT_N2));
    assertEquals(0, nodes.pieces2.count("n1: of a former member"));
  }

  @Test
  void a_former_member_is_sent_no_more_after_a_moment() throws Exception {
    PeerLinks links = openSnapshotConnection();

    links.follow(new TreeMap<>());
    awaitLog(nodes.log2, DOWN_AT_N2);
    links.sendPiece(N2, message("lost"));

    assertEquals(List.of("n1: hello"), nodes.pieces2.all());
  }

  @Test
  void when_the_links_are_closed_it_is_closed_at_once() throws Exception {
    PeerLinks links = openSnapshotConnection();

    long started = System.nanoTime();
    links.close();
    awaitLog(nodes.log2, DOWN_AT_N2);

    long millis = Duration.ofNanos(System.nanoTime() - started).toMillis();
    assertTrue(millis < PROMPT_MILLIS, millis + " ms");
  }

  @Test
  void pieces_that_nobody_takes_are_lost_and_hold_up_no_message_of_the_link() throws Exception {
    CountDownLatch stalled = new CountDownLatch(1);
    int port =
        nodes
            .serve(
                identity(N2, "blue", "secret"), nodes.events2, stalling(stalled, nodes.pieces2), 0)
            .port();
    PeerLinks links = nodes.dialN2(identity(N1, "blue", "secret"), port);
    nodes.events1.await("up n2");
    links.sendPiece(N2, message("hello"));
    awaitLog(nodes.log1, UP_AT_N1);

    int sent = 800;
    for (int i = 0; i < sent; i++) {
      links.sendPiece(N2, ByteBuffer.allocate(128 << 10));
    }
    links.send(N2, message("heartbeat"));
    nodes.events2.await("n1: heartbeat");
    assertEquals(List.of(), nodes.pieces2.all());

    stalled.countDown();
    while (nodes.pieces2.count("n1: after") == 0) {
      links.sendPiece(N2, message("after"));
      Thread.sleep(5);
    }
    long arrived = nodes.pieces2.count("n1: " + (128 << 10) + " bytes");
    assertTrue(arrived > 0 && arrived < sent, arrived + " of " + sent);
    assertFalse(nodes.log2.contains(DOWN_AT_N2));
  }

  @Test
  void what_goes_to_nobody_is_lost() throws Exception {
    PeerLinks links = nodes.linkN1ToN2("secret", "secret");

    links.sendPiece(new NodeId(3), message("lost"));
    nodes.endpoints.getFirst().answerPiece(N1, message("answer to nothing"));
    links.sendPiece(N2, message("hello"));
    nodes.pieces2.await("n1: hello");

    assertEquals(List.of(), nodes.answers1.all());
    assertNothingIsToldOfTheLink();
  }

  /** A connection for snapshots over which "hello" has gone. */
  private PeerLinks openSnapshotConnection() throws Exception {
    PeerLinks links = nodes.linkN1ToN2("secret", "secret");
    links.sendPiece(N2, message("hello"));
    nodes.pieces2.await("n1: hello");
    awaitLog(nodes.log1, UP_AT_N1);
    return links;
  }

  private void assertNothingIsToldOfTheLink() {
    assertEquals(List.of("up n2"), nodes.events1.all());
    assertEquals(List.of("up n1"), nodes.events2.all());
    assertEquals(List.of("met n1 http://127.0.0.1:7"), nodes.visits);
  }
}
