package io.mq.node.peer;

import static io.mq.node.peer.TwoNodes.N1;
import static io.mq.node.peer.TwoNodes.N2;
import static io.mq.node.peer.TwoNodes.NO_ANSWERS;
import static io.mq.node.peer.TwoNodes.PROMPT_MILLIS;
import static io.mq.node.peer.TwoNodes.at;
import static io.mq.node.peer.TwoNodes.identity;
import static io.mq.node.peer.TwoNodes.message;
import static io.mq.node.peer.TwoNodes.stalling;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes' links over real sockets. */
final class PeerLinksTest {

  private final TwoNodes nodes = new TwoNodes();

  @AfterEach
  void close() throws Exception {
    nodes.closeAll();
  }

  @Test
  void messages_arrive_in_order_with_their_sender() throws Exception {
    PeerLinks links = nodes.linkN1ToN2("secret", "secret");

    for (int i = 0; i < 1000; i++) {
      links.send(N2, message("m" + i));
    }
    nodes.events2.await("n1: m999");

    List<String> expected = new ArrayList<>(List.of("up n1"));
    for (int i = 0; i < 1000; i++) {
      expected.add("n1: m" + i);
    }
    assertEquals(expected, nodes.events2.all());
    assertEquals(List.of("up n2"), nodes.events1.all());
    assertTrue(links.isUp(N2));
  }

  @Test
  void a_buffer_in_the_middle_of_another_is_sent_as_it_is_and_left_alone() throws Exception {
    PeerLinks links = nodes.linkN1ToN2("secret", "secret");
    ByteBuffer whole = message("__inner__");
    ByteBuffer slice = whole.slice(2, 5).asReadOnlyBuffer();

    links.send(N2, slice);

    nodes.events2.await("n1: inner");
    assertEquals(5, slice.remaining());
  }

  @Test
  void large_messages_pass() throws Exception {
    PeerLinks links = nodes.linkN1ToN2("secret", "secret");

    links.send(N2, ByteBuffer.allocate(9 << 20));

    nodes.events2.await("n1: " + (9 << 20) + " bytes");
  }

  @Test
  void an_answer_goes_over_the_connection_that_its_receiver_has_opened() throws Exception {
    nodes.linkN1ToN2("secret", "secret");
    PeerEndpoint endpoint2 = nodes.endpoints.getFirst();

    for (int i = 0; i < 1000; i++) {
      assertTrue(endpoint2.send(N1, message("a" + i)));
    }
    assertTrue(endpoint2.send(N1, ByteBuffer.allocate(9 << 20)));
    nodes.events1.await("n2: " + (9 << 20) + " bytes");

    List<String> expected = new ArrayList<>(List.of("up n2"));
    for (int i = 0; i < 1000; i++) {
      expected.add("n2: a" + i);
    }
    expected.add("n2: " + (9 << 20) + " bytes");
    assertEquals(expected, nodes.events1.all());
    assertFalse(endpoint2.send(new NodeId(3), message("nobody")));
  }

  @Test
  void when_both_have_dialled_each_sends_over_the_others_connection() throws Exception {
    PeerLinks links1 = nodes.linkN1ToN2("secret", "secret");
    PeerLinks links2 = nodes.links();
    // n2 dials nobody here, so what arrives can only have come over n1's connection.
    nodes.start(links2, identity(N2, "blue", "secret"), nodes.endpoints.getFirst(), nodes.events2);

    links2.send(N1, message("hello"));
    nodes.events1.await("n2: hello");

    links1.close();
    nodes.events2.await("down n1");
    links2.send(N1, message("lost"));
    assertEquals(0, nodes.events1.count("n2: lost"));
  }

  @Test
  void a_dialler_that_stalls_costs_messages_but_not_the_link() throws Exception {
    CountDownLatch stalled = new CountDownLatch(1);
    int port = nodes.serveN2(identity(N2, "blue", "secret"), nodes.events2).port();
    nodes.dialN2(identity(N1, "blue", "secret"), port, stalling(stalled, nodes.events1));
    nodes.events2.await("up n1");
    PeerEndpoint endpoint2 = nodes.endpoints.getFirst();

    int sent = 400;
    for (int i = 0; i < sent; i++) {
      endpoint2.send(N1, ByteBuffer.allocate(256 << 10));
    }
    stalled.countDown();
    while (nodes.events1.count("n2: after") == 0) {
      endpoint2.send(N1, message("after"));
      Thread.sleep(5);
    }

    long arrived = nodes.events1.count("n2: " + (256 << 10) + " bytes");
    assertTrue(arrived > 0 && arrived < sent, arrived + " of " + sent);
    assertEquals(0, nodes.events2.count("down n1"));
  }

  @Test
  void a_former_member_still_hears_a_last_word_and_then_nothing() throws Exception {
    PeerLinks links = nodes.linkN1ToN2("secret", "secret");

    links.follow(new TreeMap<>());
    links.send(N2, message("farewell"));

    nodes.events2.await("n1: farewell");
    nodes.events2.await("down n1");
    assertFalse(links.isUp(N2));
  }

  @Test
  void a_member_that_is_at_another_address_now_is_found_there() throws Exception {
    PeerLinks links = nodes.linkN1ToN2("secret", "secret");
    RecordedEvents elsewhere = new RecordedEvents();
    int port = nodes.serveN2(identity(N2, "blue", "secret"), elsewhere).port();

    links.follow(at(port));

    elsewhere.await("up n1");
    nodes.events2.await("down n1");
  }

  @Test
  void when_the_receiver_dies_the_sender_hears_at_once_and_finds_it_again() throws Exception {
    TwoNodes.Server n2 = nodes.serveN2(identity(N2, "blue", "secret"), nodes.events2);
    PeerLinks links = nodes.dialN2(identity(N1, "blue", "secret"), n2.port());
    nodes.events1.await("up n2");

    n2.close();
    long millis = nodes.events1.await("down n2");
    assertTrue(millis < PROMPT_MILLIS, millis + " ms");
    assertFalse(links.isUp(N2));
    links.send(N2, message("lost"));
    nodes.events1.clear();

    nodes.serve(identity(N2, "blue", "secret"), nodes.events2, n2.port());
    nodes.events1.await("up n2");
    links.send(N2, message("again"));
    nodes.events2.await("n1: again");

    assertEquals(0, nodes.events2.count("n1: lost"));
    assertEquals(0, nodes.events1.count("down n2"));
  }

  @Test
  void when_the_sender_dies_the_receiver_hears_at_once() throws Exception {
    PeerLinks links = nodes.linkN1ToN2("secret", "secret");

    links.close();

    long millis = nodes.events2.await("down n1");
    assertTrue(millis < PROMPT_MILLIS, millis + " ms");
    assertEquals(List.of("up n1", "down n1"), nodes.events2.all());
  }

  @Test
  void a_peer_that_dials_twice_is_not_reported_down() throws Exception {
    int port = nodes.serveN2(identity(N2, "blue", "secret"), nodes.events2).port();
    nodes.dialN2(identity(N1, "blue", "secret"), port);
    nodes.events2.await("up n1");
    PeerLinks second = nodes.dialN2(identity(N1, "blue", "secret"), port);
    nodes.events2.await("second connection", seen -> seen.size() >= 2);

    // The two take turns, so a single message may fall between.
    while (nodes.events2.count("n1: second") == 0) {
      second.send(N2, message("second"));
      Thread.sleep(5);
    }

    assertEquals(0, nodes.events2.count("down n1"));
  }

  @Test
  void a_receiver_that_stalls_costs_messages_but_not_the_link() throws Exception {
    CountDownLatch stalled = new CountDownLatch(1);
    int port =
        nodes.serveN2(identity(N2, "blue", "secret"), stalling(stalled, nodes.events2)).port();
    PeerLinks links = nodes.dialN2(identity(N1, "blue", "secret"), port);
    nodes.events1.await("up n2");

    int sent = 400;
    for (int i = 0; i < sent; i++) {
      links.send(N2, ByteBuffer.allocate(256 << 10));
    }
    stalled.countDown();
    while (nodes.events2.count("n1: after") == 0) {
      links.send(N2, message("after"));
      Thread.sleep(5);
    }

    long arrived = nodes.events2.count("n1: " + (256 << 10) + " bytes");
    assertTrue(arrived > 0 && arrived < sent, arrived + " of " + sent);
    assertEquals(List.of("up n2"), nodes.events1.all());
  }

  @Test
  void one_node_has_links_to_many_peers_on_one_host() throws Exception {
    TreeMap<NodeId, String> urls = new TreeMap<>();
    for (int number = 2; number <= 8; number++) {
      NodeId node = new NodeId(number);
      int port = nodes.serve(identity(node, "blue", "secret"), nodes.events2, 0).port();
      urls.put(node, "http://127.0.0.1:" + port);
    }
    PeerLinks links = nodes.links();

    links.follow(urls);
    nodes.start(links, identity(N1, "blue", "secret"), NO_ANSWERS, nodes.events1);

    nodes.events1.await("seven links", seen -> seen.size() == 7);
    for (NodeId peer : urls.keySet()) {
      assertTrue(links.isUp(peer), peer.toString());
    }
  }

  @Test
  void sending_to_nobody_is_a_lost_message() {
    PeerLinks links = nodes.links();

    links.send(N2, message("lost"));

    assertFalse(links.isUp(N2));
  }
}
