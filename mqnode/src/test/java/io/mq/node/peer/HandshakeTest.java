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
  private final Hello hello = n1.hello(N2);

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
      new Hello("n3", h.peer(), h.cluster(), h.version(), h.nonce(), h.proof()),
      new Hello(h.node(), "n3", h.cluster(), h.version(), h.nonce(), h.proof()),
      new Hello(h.node(), h.peer(), "red", h.version(), h.nonce(), h.proof()),
      new Hello(h.node(), h.peer(), h.cluster(), "2", h.nonce(), h.proof()),
      new Hello(h.node(), h.peer(), h.cluster(), h.version(), "00", h.proof()),
      new Hello(h.node(), h.peer(), h.cluster(), h.version(), h.nonce(), "00"),
      new Hello(h.node(), h.peer(), h.cluster(), h.version(), h.nonce(), null),
    };
    for (Hello one : forged) {
      assertTrue(n2.refuse(one, LOOPBACK).orElseThrow().stranger(), one.toString());
    }
  }

  @Test
  void given_a_proof_seen_before_then_it_is_refused() {
    assertEquals(Optional.empty(), n2.refuse(hello, LOOPBACK));

    assertTrue(n2.refuse(hello, LOOPBACK).orElseThrow().stranger());
    assertEquals(Optional.empty(), n2.refuse(n1.hello(N2), LOOPBACK));
  }

  @Test
  void given_two_hellos_then_their_nonces_differ() {
    assertNotEquals(hello.nonce(), n1.hello(N2).nonce());
  }

  @Test
  void given_a_member_of_another_cluster_then_the_reason_names_both() {
    Handshake red = of(N1, "red", "secret");

    assertEquals(
        Optional.of(new Handshake.Refusal(false, "this is cluster blue, not red")),
        n2.refuse(red.hello(N2), LOOPBACK));
  }

  @Test
  void given_a_dialler_that_means_another_node_then_the_reason_names_both() {
    assertEquals(
        Optional.of(new Handshake.Refusal(false, "this is n2, not n3")),
        n2.refuse(n1.hello(new NodeId(3)), LOOPBACK));
  }

  @Test
  void given_a_dialler_with_the_servers_own_id_then_it_is_refused() {
    assertEquals(
        Optional.of(new Handshake.Refusal(false, "no peer of n2 is called n2")),
        n2.refuse(of(N2, "blue", "secret").hello(N2), LOOPBACK));
  }

  @Test
  void given_no_secret_then_peers_come_from_loopback_only() {
    Handshake open1 = of(N1, "blue", null);
    Handshake open2 = of(N2, "blue", null);
    Hello plain = open1.hello(N2);

    assertTrue(open2.refuse(plain, !LOOPBACK).orElseThrow().stranger());
    assertEquals(Optional.empty(), open2.refuse(plain, LOOPBACK));
    assertTrue(open1.isAnswer(plain, null));
  }

  private static Handshake of(NodeId node, String cluster, String secret) {
    return new Handshake(new PeerIdentity(node, cluster, Optional.ofNullable(secret)));
  }
}
