package io.mq.node.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.peer.Handshake.Hello;
import io.mq.shared.id.NodeId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HandshakeTest {

  private static final NodeId N1 = new NodeId(1);
  private static final NodeId N2 = new NodeId(2);
  private static final boolean LOOPBACK = true;

  private final Handshake n1 = of(N1, "blue", "secret");
  private final Handshake n2 = of(N2, "blue", "secret");
  private final Hello hello = n1.hello(N2, Channel.LINK);

  @Test
  void given_the_same_secret_then_both_sides_are_content() {
    assertEquals(Optional.empty(), n2.refuse(hello, !LOOPBACK));
    assertTrue(n1.isAnswer(hello, n2.answer(hello)));
  }

  @Test
  void given_another_secret_then_neither_side_is() {
    Handshake stranger = of(N2, "blue", "other");

    assertTrue(stranger.refuse(hello, LOOPBACK).orElseThrow().stranger());
    assertFalse(n1.isAnswer(hello, stranger.answer(hello)));
    assertFalse(n1.isAnswer(hello, null));
  }

  @Test
  void given_the_diallers_own_proof_sent_back_then_it_is_no_answer() {
    assertFalse(n1.isAnswer(hello, hello.proof()));
  }

  @Test
  void given_any_field_changed_then_the_proof_is_wrong() {
    Hello h = hello;
    Hello[] forged = {
      with(
          h, "n3", h.url(), h.incarnation(), h.peer(), h.cluster(), h.version(), "link", h.nonce()),
      with(h, h.node(), "http://x", h.incarnation(), h.peer(), h.cluster(), "2", "link", h.nonce()),
      with(h, h.node(), h.url(), "beef", h.peer(), h.cluster(), h.version(), "link", h.nonce()),
      with(h, h.node(), h.url(), h.incarnation(), "n3", h.cluster(), "2", "link", h.nonce()),
      with(h, h.node(), h.url(), h.incarnation(), h.peer(), "red", h.version(), "link", h.nonce()),
      with(h, h.node(), h.url(), h.incarnation(), h.peer(), h.cluster(), "1", "link", h.nonce()),
      with(
          h, h.node(), h.url(), h.incarnation(), h.peer(), h.cluster(), "2", "snapshot", h.nonce()),
      with(h, h.node(), h.url(), h.incarnation(), h.peer(), h.cluster(), "2", "link", "00"),
      proven(h, "00"),
      proven(h, null),
    };
    assertEquals("2", h.version());
    assertEquals("link", h.channel());
    for (Hello one : forged) {
      assertTrue(n2.refuse(one, LOOPBACK).orElseThrow().stranger(), one.toString());
    }
  }

  @Test
  void given_a_proof_seen_before_then_it_is_refused() {
    assertEquals(Optional.empty(), n2.refuse(hello, LOOPBACK));

    assertTrue(n2.refuse(hello, LOOPBACK).orElseThrow().stranger());
    assertEquals(Optional.empty(), n2.refuse(n1.hello(N2, Channel.LINK), LOOPBACK));
  }

  @Test
  void given_two_hellos_then_their_nonces_differ() {
    assertNotEquals(hello.nonce(), n1.hello(N2, Channel.LINK).nonce());
  }

  @Test
  void given_a_member_of_another_cluster_then_the_reason_names_both() {
    Handshake red = of(N1, "red", "secret");

    assertEquals(
        Optional.of(new Handshake.Refusal(false, "this is cluster blue, not red")),
        n2.refuse(red.hello(N2, Channel.LINK), LOOPBACK));
  }

  @Test
  void given_a_dialler_that_means_another_node_then_the_reason_names_both() {
    assertEquals(
        Optional.of(new Handshake.Refusal(false, "this is n2, not n3")),
        n2.refuse(n1.hello(new NodeId(3), Channel.LINK), LOOPBACK));
  }

  @Test
  void given_a_dialler_with_the_servers_own_id_then_it_is_refused() {
    assertEquals(
        Optional.of(new Handshake.Refusal(false, "no peer of n2 is called n2")),
        n2.refuse(of(N2, "blue", "secret").hello(N2, Channel.LINK), LOOPBACK));
  }

  @Test
  void given_a_connection_for_nothing_known_then_it_is_refused() {
    Handshake open1 = of(N1, "blue", null);
    Hello h = open1.hello(N2, Channel.SNAPSHOT);
    Handshake open2 = of(N2, "blue", null);

    assertEquals(
        Optional.of(new Handshake.Refusal(false, "no connection is for gossip")),
        open2.refuse(
            with(
                h,
                h.node(),
                h.url(),
                h.incarnation(),
                h.peer(),
                h.cluster(),
                h.version(),
                "gossip",
                h.nonce()),
            LOOPBACK));
    assertEquals(Optional.empty(), open2.refuse(h, LOOPBACK));
  }

  @Test
  void given_no_secret_then_peers_come_from_loopback_only() {
    Handshake open1 = of(N1, "blue", null);
    Handshake open2 = of(N2, "blue", null);
    Hello plain = open1.hello(N2, Channel.LINK);

    assertTrue(open2.refuse(plain, !LOOPBACK).orElseThrow().stranger());
    assertEquals(Optional.empty(), open2.refuse(plain, LOOPBACK));
    assertTrue(open1.isAnswer(plain, null));
  }

  @Test
  void given_a_dialler_that_does_not_say_where_and_who_it_is_then_the_reason_says_so() {
    assertEquals(
        Optional.of(new Handshake.Refusal(false, "a peer says where it is reached; got nowhere")),
        n2.refuse(saying(N1, "nowhere", "c0ffee").hello(N2, Channel.LINK), LOOPBACK));
    assertEquals(
        Optional.of(
            new Handshake.Refusal(false, "a peer says which data directory it has; got mine")),
        n2.refuse(saying(N1, "http://127.0.0.1:7", "mine").hello(N2, Channel.LINK), LOOPBACK));
  }

  private static Handshake saying(NodeId node, String url, String incarnation) {
    return new Handshake(new PeerIdentity(node, "blue", url, incarnation, Optional.of("secret")));
  }

  private static Hello with(
      Hello h,
      String node,
      String url,
      String incarnation,
      String peer,
      String cluster,
      String version,
      String channel,
      String nonce) {
    return new Hello(node, url, incarnation, peer, cluster, version, channel, nonce, h.proof());
  }

  private static Hello proven(Hello h, String proof) {
    return new Hello(
        h.node(),
        h.url(),
        h.incarnation(),
        h.peer(),
        h.cluster(),
        h.version(),
        h.channel(),
        h.nonce(),
        proof);
  }

  private static Handshake of(NodeId node, String cluster, String secret) {
    return new Handshake(
        new PeerIdentity(
            node, cluster, "http://127.0.0.1:7", "c0ffee", Optional.ofNullable(secret)));
  }
}
