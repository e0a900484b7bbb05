package io.mq.node.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.api.HttpCaller;
import io.mq.node.http.HttpServer;
import io.mq.node.http.ListeningPort;
import io.mq.node.runtime.LinkEvents;
import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes' links over real sockets. */
final class PeerLinksTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);

  private static final Answers NO_ANSWERS = (to, message) -> false;

  /** Well below the timeouts and pings that would notice a dead peer otherwise. */
  private static final long PROMPT_MILLIS = 1_000;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Whom n2 lets in, and who has come. */
  private final Doorkeeper door = new Doorkeeper();

  private final List<String> visits = Collections.synchronizedList(new ArrayList<>());
  private final Guests guests =
      new Guests() {
        @Override
        public void met(NodeId peer, String url) {
          visits.add("met " + peer + " " + url);
        }

        @Override
        public void left(NodeId peer) {
          visits.add("left " + peer);
        }
      };
  private final List<PeerEndpoint> endpoints = new ArrayList<>();
  private final List<String> refusals = Collections.synchronizedList(new ArrayList<>());
  private final RecordedEvents events1 = new RecordedEvents();
  private final RecordedEvents events2 = new RecordedEvents();
  private final List<String> log1 = Collections.synchronizedList(new ArrayList<>());
  private final List<String> log2 = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void closeAll() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }

  @Test
  void messages_arrive_in_order_with_their_sender() throws Exception {
    PeerLinks links = linkN1ToN2("secret", "secret");

    for (int i = 0; i < 1000; i++) {
      links.send(N2, message("m" + i));
    }
    events2.await("n1: m999");

    List<String> expected = new ArrayList<>(List.of("up n1"));
    for (int i = 0; i < 1000; i++) {
      expected.add("n1: m" + i);
    }
    assertEquals(expected, events2.all());
    assertEquals(List.of("up n2"), events1.all());
    assertTrue(links.isUp(N2));
  }

  @Test
  void a_buffer_in_the_middle_of_another_is_sent_as_it_is_and_left_alone() throws Exception {
    PeerLinks links = linkN1ToN2("secret", "secret");
    ByteBuffer whole = message("__inner__");
    ByteBuffer slice = whole.slice(2, 5).asReadOnlyBuffer();

    links.send(N2, slice);

    events2.await("n1: inner");
    assertEquals(5, slice.remaining());
  }

  @Test
  void large_messages_pass() throws Exception {
    PeerLinks links = linkN1ToN2("secret", "secret");

    links.send(N2, ByteBuffer.allocate(9 << 20));

    events2.await("n1: " + (9 << 20) + " bytes");
  }

  @Test
  void links_work_without_a_secret_on_loopback() throws Exception {
    PeerLinks links = linkN1ToN2(null, null);

    links.send(N2, message("hello"));

    events2.await("n1: hello");
  }

  @Test
  void a_wrong_secret_is_refused_and_reported_once() throws Exception {
    int port = serveN2(identity(N2, "blue", "secret"), events2).port();
    dialN2(identity(N1, "blue", "wrong"), port);

    awaitLog(
        log1,
        "link to n2 at http://127.0.0.1:"
            + port
            + " refused: the proof of the cluster secret is missing or wrong");
    events1.await("down n2");
    serveMoreAttempts();

    assertEquals(1, log1.size(), log1.toString());
    assertEquals(List.of("down n2"), events1.all());
    assertEquals(List.of(), events2.all());
  }

  @Test
  void another_cluster_is_refused_with_both_names() throws Exception {
    int port = serveN2(identity(N2, "blue", "secret"), events2).port();
    dialN2(identity(N1, "red", "secret"), port);

    awaitLog(
        log1, "link to n2 at http://127.0.0.1:" + port + " refused: this is cluster blue, not red");
    assertEquals(List.of(), events2.all());
  }

  @Test
  void a_server_that_does_not_know_the_secret_gets_nothing() throws Exception {
    int port = serveN2(identity(N2, "blue", null), events2).port();
    PeerLinks links = dialN2(identity(N1, "blue", "secret"), port);

    awaitLog(
        log1,
        "link to n2 at http://127.0.0.1:"
            + port
            + " refused: the node there does not know the cluster secret");
    links.send(N2, message("private"));

    assertFalse(links.isUp(N2));
    assertEquals(0, events2.count("n1: private"));
  }

  @Test
  void a_node_that_is_not_admitted_is_told_why_and_hears_the_code() throws Exception {
    NodeId n9 = new NodeId(9);
    door.removed.add(n9);
    int port = serveN2(identity(N2, "blue", "secret"), events2).port();
    dialN2(identity(n9, "blue", "secret"), port);

    awaitLog(log1, "link to n2 at http://127.0.0.1:" + port + " refused: n9 is out");
    awaitLog(refusals, "n2 NODE_REMOVED");
    assertEquals(List.of(), visits);
  }

  @Test
  void a_node_with_another_data_directory_than_before_is_refused() throws Exception {
    int port = serveN2(identity(N2, "blue", "secret"), events2).port();
    PeerLinks first = dialN2(identity(N1, "blue", "secret"), port);
    events2.await("up n1");
    first.close();
    dialN2(new PeerIdentity(N1, "blue", "http://127.0.0.1:7", "beef", Optional.of("secret")), port);

    awaitLog(refusals, "n2 DATA_LOST");
  }

  @Test
  void who_comes_and_goes_is_told_with_where_it_is_reached() throws Exception {
    int port = serveN2(identity(N2, "blue", "secret"), events2).port();
    PeerLinks links = dialN2(identity(N1, "blue", "secret"), port);
    events2.await("up n1");
    assertEquals(List.of("met n1 http://127.0.0.1:7"), visits);

    links.close();
    events2.await("down n1");
    assertEquals(List.of("met n1 http://127.0.0.1:7", "left n1"), visits);
  }

  @Test
  void an_answer_goes_over_the_connection_that_its_receiver_has_opened() throws Exception {
    linkN1ToN2("secret", "secret");
    PeerEndpoint endpoint2 = endpoints.getFirst();

    for (int i = 0; i < 1000; i++) {
      assertTrue(endpoint2.send(N1, message("a" + i)));
    }
    assertTrue(endpoint2.send(N1, ByteBuffer.allocate(9 << 20)));
    events1.await("n2: " + (9 << 20) + " bytes");

    List<String> expected = new ArrayList<>(List.of("up n2"));
    for (int i = 0; i < 1000; i++) {
      expected.add("n2: a" + i);
    }
    expected.add("n2: " + (9 << 20) + " bytes");
    assertEquals(expected, events1.all());
    assertFalse(endpoint2.send(new NodeId(3), message("nobody")));
  }

  @Test
  void when_both_have_dialled_each_sends_over_the_others_connection() throws Exception {
    PeerLinks links1 = linkN1ToN2("secret", "secret");
    PeerLinks links2 = new PeerLinks();
    open.push(links2);
    // n2 dials nobody here, so what arrives can only have come over n1's connection.
    links2.start(
        identity(N2, "blue", "secret"),
        endpoints.getFirst(),
        events2,
        (by, code, reason) -> {},
        log2::add);

    links2.send(N1, message("hello"));
    events1.await("n2: hello");

    links1.close();
    events2.await("down n1");
    links2.send(N1, message("lost"));
    assertEquals(0, events1.count("n2: lost"));
  }

  @Test
  void a_dialler_that_stalls_costs_messages_but_not_the_link() throws Exception {
    CountDownLatch stalled = new CountDownLatch(1);
    int port = serveN2(identity(N2, "blue", "secret"), events2).port();
    PeerLinks links = new PeerLinks();
    open.push(links);
    TreeMap<NodeId, String> urls = new TreeMap<>();
    urls.put(N2, "http://127.0.0.1:" + port);
    links.follow(urls);
    links.start(
        identity(N1, "blue", "secret"),
        NO_ANSWERS,
        stalling(stalled, events1),
        (by, code, reason) -> {},
        log1::add);
    events2.await("up n1");
    PeerEndpoint endpoint2 = endpoints.getFirst();

    int sent = 400;
    for (int i = 0; i < sent; i++) {
      endpoint2.send(N1, ByteBuffer.allocate(256 << 10));
    }
    stalled.countDown();
    while (events1.count("n2: after") == 0) {
      endpoint2.send(N1, message("after"));
      Thread.sleep(5);
    }

    long arrived = events1.count("n2: " + (256 << 10) + " bytes");
    assertTrue(arrived > 0 && arrived < sent, arrived + " of " + sent);
    assertEquals(0, events2.count("down n1"));
  }

  @Test
  void a_guest_is_called_back_and_left_when_it_leaves() throws Exception {
    int port = serveN2(identity(N2, "blue", "secret"), events2).port();
    PeerLinks links = new PeerLinks();
    open.push(links);
    links.start(
        identity(N1, "blue", "secret"), NO_ANSWERS, events1, (by, code, reason) -> {}, log1::add);

    links.met(N2, "http://127.0.0.1:" + port);
    events1.await("up n2");
    links.send(N2, message("welcome"));
    events2.await("n1: welcome");

    links.left(N2);
    events2.await("down n1");
    assertFalse(links.isUp(N2));
  }

  @Test
  void a_former_member_still_hears_a_last_word_and_then_nothing() throws Exception {
    PeerLinks links = linkN1ToN2("secret", "secret");

    links.follow(new TreeMap<>());
    links.send(N2, message("farewell"));

    events2.await("n1: farewell");
    events2.await("down n1");
    assertFalse(links.isUp(N2));
  }

  @Test
  void a_member_that_is_at_another_address_now_is_found_there() throws Exception {
    PeerLinks links = linkN1ToN2("secret", "secret");
    RecordedEvents elsewhere = new RecordedEvents();
    int port = serveN2(identity(N2, "blue", "secret"), elsewhere).port();
    TreeMap<NodeId, String> urls = new TreeMap<>();
    urls.put(N2, "http://127.0.0.1:" + port);

    links.follow(urls);

    elsewhere.await("up n1");
    events2.await("down n1");
  }

  @Test
  void those_who_may_not_stay_are_shown_out() throws Exception {
    linkN1ToN2("secret", "secret");
    endpoints.getFirst().dismiss();
    assertTrue(endpoints.getFirst().isConnected(N1));

    door.removed.add(N1);
    endpoints.getFirst().dismiss();

    events2.await("down n1");
    awaitLog(refusals, "n2 NODE_REMOVED");
  }

  @Test
  void when_the_receiver_dies_the_sender_hears_at_once_and_finds_it_again() throws Exception {
    Server n2 = serveN2(identity(N2, "blue", "secret"), events2);
    PeerLinks links = dialN2(identity(N1, "blue", "secret"), n2.port());
    events1.await("up n2");

    n2.close();
    long millis = events1.await("down n2");
    assertTrue(millis < PROMPT_MILLIS, millis + " ms");
    assertFalse(links.isUp(N2));
    links.send(N2, message("lost"));
    events1.clear();

    serve(identity(N2, "blue", "secret"), events2, n2.port());
    events1.await("up n2");
    links.send(N2, message("again"));
    events2.await("n1: again");

    assertEquals(0, events2.count("n1: lost"));
    assertEquals(0, events1.count("down n2"));
  }

  @Test
  void when_the_sender_dies_the_receiver_hears_at_once() throws Exception {
    PeerLinks links = linkN1ToN2("secret", "secret");

    links.close();

    long millis = events2.await("down n1");
    assertTrue(millis < PROMPT_MILLIS, millis + " ms");
    assertEquals(List.of("up n1", "down n1"), events2.all());
  }

  @Test
  void a_peer_that_dials_twice_is_not_reported_down() throws Exception {
    int port = serveN2(identity(N2, "blue", "secret"), events2).port();
    dialN2(identity(N1, "blue", "secret"), port);
    events2.await("up n1");
    PeerLinks second = dialN2(identity(N1, "blue", "secret"), port);
    events2.await("second connection", seen -> seen.size() >= 2);

    // The two take turns, so a single message may fall between.
    while (events2.count("n1: second") == 0) {
      second.send(N2, message("second"));
      Thread.sleep(5);
    }

    assertEquals(0, events2.count("down n1"));
  }

  @Test
  void a_receiver_that_stalls_costs_messages_but_not_the_link() throws Exception {
    CountDownLatch stalled = new CountDownLatch(1);
    int port = serveN2(identity(N2, "blue", "secret"), stalling(stalled, events2)).port();
    PeerLinks links = dialN2(identity(N1, "blue", "secret"), port);
    events1.await("up n2");

    int sent = 400;
    for (int i = 0; i < sent; i++) {
      links.send(N2, ByteBuffer.allocate(256 << 10));
    }
    stalled.countDown();
    while (events2.count("n1: after") == 0) {
      links.send(N2, message("after"));
      Thread.sleep(5);
    }

    long arrived = events2.count("n1: " + (256 << 10) + " bytes");
    assertTrue(arrived > 0 && arrived < sent, arrived + " of " + sent);
    assertEquals(List.of("up n2"), events1.all());
  }

  @Test
  void one_node_has_links_to_many_peers_on_one_host() throws Exception {
    TreeMap<NodeId, String> urls = new TreeMap<>();
    for (int number = 2; number <= 8; number++) {
      NodeId node = new NodeId(number);
      int port = serve(identity(node, "blue", "secret"), events2, 0).port();
      urls.put(node, "http://127.0.0.1:" + port);
    }
    PeerLinks links = new PeerLinks();
    open.push(links);

    links.follow(urls);
    links.start(
        identity(N1, "blue", "secret"), NO_ANSWERS, events1, (by, code, reason) -> {}, log1::add);

    events1.await("seven links", seen -> seen.size() == 7);
    for (NodeId peer : urls.keySet()) {
      assertTrue(links.isUp(peer), peer.toString());
    }
  }

  @Test
  void sending_to_nobody_is_a_lost_message() {
    PeerLinks links = new PeerLinks();
    open.push(links);

    links.send(N2, message("lost"));

    assertFalse(links.isUp(N2));
  }

  @Test
  void without_proof_there_is_no_upgrade() throws Exception {
    int port = serveN2(identity(N2, "blue", "secret"), events2).port();
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
    assertEquals(List.of(), events2.all());
  }

  private static LinkEvents stalling(CountDownLatch stalled, LinkEvents events) {
    return new LinkEvents() {
      @Override
      public void received(NodeId from, ByteBuffer message) {
        try {
          stalled.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        events.received(from, message);
      }

      @Override
      public void linkUp(NodeId peer) {
        events.linkUp(peer);
      }

      @Override
      public void linkDown(NodeId peer) {
        events.linkDown(peer);
      }
    };
  }

  private PeerLinks linkN1ToN2(String secret1, String secret2) throws Exception {
    int port = serveN2(identity(N2, "blue", secret2), events2).port();
    PeerLinks links = dialN2(identity(N1, "blue", secret1), port);
    events1.await("up n2");
    events2.await("up n1");
    return links;
  }

  private record Server(HttpServer http, int port) {
    void close() {
      http.close();
    }
  }

  private Server serveN2(PeerIdentity identity, LinkEvents events) throws Exception {
    return serve(identity, events, 0);
  }

  private Server serve(PeerIdentity identity, LinkEvents events, int port) throws Exception {
    ListeningPort listening = ListeningPort.bind("127.0.0.1", port);
    PeerEndpoint endpoint = new PeerEndpoint(identity, door, guests, events, log2::add);
    endpoints.add(endpoint);
    HttpServer http = HttpServer.start("peer", listening, endpoint::install, log2::add);
    open.push(http);
    return new Server(http, http.port());
  }

  private PeerLinks dialN2(PeerIdentity identity, int port) {
    PeerLinks links = new PeerLinks();
    open.push(links);
    TreeMap<NodeId, String> urls = new TreeMap<>();
    urls.put(N2, "http://127.0.0.1:" + port);
    links.follow(urls);
    links.start(
        identity,
        NO_ANSWERS,
        events1,
        (by, code, reason) -> refusals.add(by + " " + code),
        log1::add);
    return links;
  }

  /** Lets the dialler try a few more times: its first pauses are 10 and 20 ms. */
  private static void serveMoreAttempts() throws InterruptedException {
    Thread.sleep(150);
  }

  private static void awaitLog(List<String> log, String line) throws InterruptedException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!log.contains(line)) {
      assertTrue(System.nanoTime() < deadline, "no \"" + line + "\" in " + log);
      Thread.sleep(2);
    }
  }

  private static PeerIdentity identity(NodeId node, String cluster, String secret) {
    return new PeerIdentity(
        node, cluster, "http://127.0.0.1:7", "c0ffee", Optional.ofNullable(secret));
  }

  private static ByteBuffer message(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
