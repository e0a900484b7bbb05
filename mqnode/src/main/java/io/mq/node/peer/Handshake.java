package io.mq.node.peer;

import io.mq.shared.id.NodeId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * How two nodes make sure of each other when a connection is opened, in the one round trip that a
 * WebSocket upgrade has.
 *
 * <p>The dialler sends its id, where it is reached itself, which data directory it has, the id it
 * means to reach, the cluster's id, the protocol version, what the connection is for, a fresh
 * random nonce, and the HMAC-SHA256 of all these under the cluster secret. The server compares in
 * constant time, refuses nonces it has seen lately, and answers with an HMAC of its own over the
 * same fields, so that neither side talks to a stranger. A proof is good for one receiver only.
 *
 * <p>Links are not encrypted: whoever can change the traffic between two nodes can take over an
 * open link, and needs no handshake for that. The proof keeps out all who cannot. Thread-safe.
 */
final class Handshake {

  static final String NODE = "Mq-Node";
  static final String URL = "Mq-Url";
  static final String INCARNATION = "Mq-Incarnation";
  static final String PEER = "Mq-Peer";
  static final String CLUSTER = "Mq-Cluster";
  static final String VERSION = "Mq-Protocol";
  static final String CHANNEL = "Mq-Channel";
  static final String NONCE = "Mq-Nonce";
  static final String PROOF = "Mq-Proof";

  private static final int NONCE_BYTES = 16;
  private static final int REMEMBERED_NONCES = 4096;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** What a dialler says; null where it said nothing. */
  record Hello(
      String node,
      String url,
      String incarnation,
      String peer,
      String cluster,
      String version,
      String channel,
      String nonce,
      String proof) {}

  /** Why a dialler is refused, for its ears; the status tells a stranger from a mistake. */
  record Refusal(boolean stranger, String why) {}

  private final PeerIdentity self;
  private final Set<String> seenNonces =
      Collections.newSetFromMap(
          new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
              return size() > REMEMBERED_NONCES;
            }
          });

  Handshake(PeerIdentity self) {
    this.self = self;
  }

  /** What this node says to {@code peer} to open a connection. */
  Hello hello(NodeId peer, Channel channel) {
    byte[] random = new byte[NONCE_BYTES];
    RANDOM.nextBytes(random);
    Hello unsigned =
        new Hello(
            self.node().toString(),
            self.url(),
            self.incarnation(),
            peer.toString(),
            self.clusterId(),
            Integer.toString(PeerIdentity.PROTOCOL_VERSION),
            channel.word(),
            HexFormat.of().formatHex(random),
            null);
    return new Hello(
        unsigned.node(),
        unsigned.url(),
        unsigned.incarnation(),
        unsigned.peer(),
        unsigned.cluster(),
        unsigned.version(),
        unsigned.channel(),
        unsigned.nonce(),
        proof("dial", unsigned));
  }

  /**
   * Judges a dialler.
   *
   * @param fromLoopback whether it called from a loopback address
   */
  Optional<Refusal> refuse(Hello hello, boolean fromLoopback) {
    if (self.secret().isEmpty()) {
      if (!fromLoopback) {
        return stranger("this node has no cluster secret and takes peers from loopback only");
      }
    } else if (hello.proof() == null || !provenBy("dial", hello, hello.proof())) {
      return stranger("the proof of the cluster secret is missing or wrong");
    }
    if (!self.clusterId().equals(hello.cluster())) {
      return mistake("this is cluster " + self.clusterId() + ", not " + hello.cluster());
    }
    if (!Integer.toString(PeerIdentity.PROTOCOL_VERSION).equals(hello.version())) {
      return mistake(
          "this node speaks protocol "
              + PeerIdentity.PROTOCOL_VERSION
              + ", not "
              + hello.version());
    }
    if (Channel.of(hello.channel()).isEmpty()) {
      return mistake("no connection is for " + hello.channel());
    }
    if (!self.node().toString().equals(hello.peer())) {
      return mistake("this is " + self.node() + ", not " + hello.peer());
    }
    Optional<NodeId> node = hello.node() == null ? Optional.empty() : NodeId.parse(hello.node());
    if (node.isEmpty() || node.get().equals(self.node())) {
      return mistake("no peer of " + self.node() + " is called " + hello.node());
    }
    if (hello.url() == null || !hello.url().matches("https?://[^\\s/]+")) {
      return mistake("a peer says where it is reached; got " + hello.url());
    }
    if (hello.incarnation() == null || !hello.incarnation().matches("[0-9a-f]{1,16}")) {
      return mistake("a peer says which data directory it has; got " + hello.incarnation());
    }
    if (hello.nonce() == null || !remember(hello.nonce())) {
      return stranger("the nonce is missing or was used before");
    }
    return Optional.empty();
  }

  /** The server's proof that it knows the secret as well. */
  String answer(Hello hello) {
    return proof("serve", hello);
  }

  /** Whether {@code answer} is the answer to {@code hello} of a node that knows the secret. */
  boolean isAnswer(Hello hello, String answer) {
    return self.secret().isEmpty() || (answer != null && provenBy("serve", hello, answer));
  }

  private static Optional<Refusal> stranger(String why) {
    return Optional.of(new Refusal(true, why));
  }

  private static Optional<Refusal> mistake(String why) {
    return Optional.of(new Refusal(false, why));
  }

  private boolean remember(String nonce) {
    synchronized (seenNonces) {
      return seenNonces.add(nonce);
    }
  }

  private boolean provenBy(String side, Hello hello, String proof) {
    return MessageDigest.isEqual(
        proof(side, hello).getBytes(StandardCharsets.UTF_8),
        proof.getBytes(StandardCharsets.UTF_8));
  }

  private String proof(String side, Hello hello) {
    String said =
        String.join(
            "\n",
            "mq-link",
            side,
            hello.node(),
            hello.url(),
            hello.incarnation(),
            hello.peer(),
            hello.cluster(),
            hello.version(),
            hello.channel(),
            hello.nonce());
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = self.secret().orElse("none").getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(said.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HmacSHA256", e);
    }
  }
}
