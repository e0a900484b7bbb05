package io.mq.node.peer;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.http.HttpServer;
import io.mq.node.http.ListeningPort;
import io.mq.node.runtime.LinkEvents;
import io.mq.node.runtime.Receiver;
import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** n1 dials n2 over real sockets; what each of them has seen. */
final class TwoNodes {

  static final NodeId N1 = new NodeId(1);
  static final NodeId N2 = new NodeId(2);

  static final Answers NO_ANSWERS = (to, message) -> false;

  /** Well below the timeouts and pings that would notice a dead peer otherwise. */
  static final long PROMPT_MILLIS = 1_000;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();

  /** Whom n2 lets in, and who has come. */
  final Doorkeeper door = new Doorkeeper();

  final List<String> visits = Collections.synchronizedList(new ArrayList<>());
  final Guests guests =
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

  final List<PeerEndpoint> endpoints = new ArrayList<>();
  final List<String> refusals = Collections.synchronizedList(new ArrayList<>());
  final RecordedEvents events1 = new RecordedEvents();
  final RecordedEvents events2 = new RecordedEvents();

  /** Over the connections for snapshots: pieces to n2, answers to n1. */
  final RecordedEvents pieces2 = new RecordedEvents();

  final RecordedEvents answers1 = new RecordedEvents();
  final List<String> log1 = Collections.synchronizedList(new ArrayList<>());
  final List<String> log2 = Collections.synchronizedList(new ArrayList<>());

  /** A node that serves. */
  record Server(HttpServer http, int port) {
    void close() {
      http.close();
    }
  }

  PeerLinks linkN1ToN2(String secret1, String secret2) throws Exception {
    int port = serveN2(identity(N2, "blue", secret2), events2).port();
    PeerLinks links = dialN2(identity(N1, "blue", secret1), port);
    events1.await("up n2");
    events2.await("up n1");
    return links;
  }

  Server serveN2(PeerIdentity identity, LinkEvents events) throws Exception {
    return serve(identity, events, 0);
  }

  Server serve(PeerIdentity identity, LinkEvents events, int port) throws Exception {
    return serve(identity, events, pieces2, port);
  }

  Server serve(PeerIdentity identity, LinkEvents events, Receiver pieces, int port)
      throws Exception {
    ListeningPort listening = ListeningPort.bind("127.0.0.1", port);
    PeerEndpoint endpoint = new PeerEndpoint(identity, door, guests, events, pieces, log2::add);
    endpoints.add(endpoint);
    HttpServer http = HttpServer.start("peer", listening, endpoint::install, log2::add);
    open.push(http);
    return new Server(http, http.port());
  }

  PeerLinks dialN2(PeerIdentity identity, int port) {
    return dialN2(identity, port, events1);
  }

  PeerLinks dialN2(PeerIdentity identity, int port, LinkEvents events) {
    PeerLinks links = links();
    links.follow(at(port));
    start(links, identity, NO_ANSWERS, events);
    return links;
  }

  /** Links that are closed in the end. */
  PeerLinks links() {
    return closing(new PeerLinks());
  }

  /** The same, with connections for snapshots that soon close. */
  PeerLinks links(Duration snapshotIdle) {
    return closing(new PeerLinks(snapshotIdle));
  }

  private PeerLinks closing(PeerLinks links) {
    open.push(links);
    return links;
  }

  void start(PeerLinks links, PeerIdentity identity, Answers answers, LinkEvents events) {
    links.start(
        identity,
        answers,
        events,
        answers1,
        (by, code, reason) -> refusals.add(by + " " + code),
        log1::add);
  }

  /** The members when n2 is there. */
  static SortedMap<NodeId, String> at(int port) {
    SortedMap<NodeId, String> urls = new TreeMap<>();
    urls.put(N2, "http://127.0.0.1:" + port);
    return urls;
  }

  /** Events that come as soon as the latch is down. */
  static LinkEvents stalling(CountDownLatch stalled, LinkEvents events) {
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

  static void awaitLog(List<String> log, String line) throws InterruptedException {
    long deadline = System.nanoTime() + 10_000_000_000L;
    while (!log.contains(line)) {
      assertTrue(System.nanoTime() < deadline, "no \"" + line + "\" in " + log);
      Thread.sleep(2);
    }
  }

  static PeerIdentity identity(NodeId node, String cluster, String secret) {
    return new PeerIdentity(
        node, cluster, "http://127.0.0.1:7", "c0ffee", Optional.ofNullable(secret));
  }

  static ByteBuffer message(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  void closeAll() throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
  }
}
