package io.mq.node.peer;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.websocket.WsContext;
import io.mq.node.http.RequestFailed;
import io.mq.node.runtime.LinkEvents;
import io.mq.node.runtime.Receiver;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.ErrorCode;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The dialled end of links and of connections for snapshots, on {@code /raft} of the peer port. A
 * dialler is judged before the upgrade; what comes in afterwards is from the node it proved to be.
 * Thread-safe.
 */
public final class PeerEndpoint implements Answers {

  /** Where peers connect. */
  public static final String PATH = "/raft";

  /** Why a dialler was refused, in one sentence. */
  static final String REASON = "Mq-Reason";

  private static final String VERIFIED_PEER = "mq-peer";
  private static final String PEER_URL = "mq-peer-url";
  private static final String CHANNEL = "mq-channel";

  /** The largest message: a whole batch, or one entry with the largest body. */
  private static final int MAX_MESSAGE_BYTES = 16 << 20;

  /** Longer than the dialler's pings are apart. */
  private static final Duration IDLE = Duration.ofSeconds(20);

  private final Admission admission;
  private final Handshake handshake;
  private final Guests guests;
  private final LinkEvents events;
  private final Receiver pieces;
  private final Consumer<String> log;
  private final Map<NodeId, PeerConnection> links = new ConcurrentHashMap<>();
  private final Map<NodeId, PeerConnection> snapshots = new ConcurrentHashMap<>();

  /**
   * An endpoint for those who know the secret and are admitted.
   *
   * @param guests hears who has come, before {@code events} does
   * @param events hears of links and takes what comes over them
   * @param pieces takes what comes over the connections for snapshots
   * @param log gets a line when a peer connects or goes, and when one is refused
   */
  public PeerEndpoint(
      PeerIdentity self,
      Admission admission,
      Guests guests,
      LinkEvents events,
      Receiver pieces,
      Consumer<String> log) {
    this.admission = admission;
    this.guests = guests;
    this.handshake = new Handshake(self);
    this.events = events;
    this.pieces = pieces;
    this.log = log;
  }

  /** Adds the route. */
  public void install(JavalinConfig config) {
    config.jetty.modifyWebSocketServletFactory(
        factory -> {
          factory.setMaxBinaryMessageSize(MAX_MESSAGE_BYTES);
          factory.setIdleTimeout(IDLE);
        });
    config.routes.get(PATH, this::plainRequest);
    config.routes.wsBeforeUpgrade(PATH, this::admit);
    config.routes.ws(
        PATH,
        link -> {
          link.onConnect(this::connected);
          link.onBinaryMessage(
              message -> receiver(message).received(peerOf(message), copy(message.data())));
          link.onClose(this::gone);
          link.onError(this::gone);
        });
  }

  @Override
  public boolean send(NodeId to, ByteBuffer message) {
    return send(links, to, message);
  }

  /** Answers a piece of a snapshot, or loses the answer. */
  public void answerPiece(NodeId to, ByteBuffer message) {
    send(snapshots, to, message);
  }

  private static boolean send(
      Map<NodeId, PeerConnection> connections, NodeId to, ByteBuffer message) {
    PeerConnection connection = connections.get(to);
    if (connection == null) {
      return false;
    }
    connection.send(message);
    return true;
  }

  /** Whether {@code peer} has a link to this node. */
  public boolean isConnected(NodeId peer) {
    return links.containsKey(peer);
  }

  /** Closes the link of {@code peer} without a word, if it has one. */
  public void reset(NodeId peer) {
    reset(links, peer);
  }

  /** Closes the connection on which {@code peer} sends snapshots, if it has one. */
  public void resetSnapshots(NodeId peer) {
    reset(snapshots, peer);
  }

  private static void reset(Map<NodeId, PeerConnection> connections, NodeId peer) {
    PeerConnection connection = connections.get(peer);
    if (connection != null) {
      connection.disconnect();
    }
  }

  /** Closes the connections of those who may not stay. */
  public void dismiss() {
    dismiss(links);
    dismiss(snapshots);
  }

  private void dismiss(Map<NodeId, PeerConnection> connections) {
    connections.forEach(
        (peer, connection) -> {
          if (!admission.mayStay(peer)) {
            connection.disconnect();
          }
        });
  }

  private void plainRequest(Context ctx) throws RequestFailed {
    admit(ctx);
    throw RequestFailed.badRequest(PATH + " takes WebSockets only");
  }

  private void admit(Context ctx) throws RequestFailed {
    Handshake.Hello hello =
        new Handshake.Hello(
            ctx.header(Handshake.NODE),
            ctx.header(Handshake.URL),
            ctx.header(Handshake.INCARNATION),
            ctx.header(Handshake.PEER),
            ctx.header(Handshake.CLUSTER),
            ctx.header(Handshake.VERSION),
            ctx.header(Handshake.CHANNEL),
            ctx.header(Handshake.NONCE),
            ctx.header(Handshake.PROOF));
    // Without any claim there is nothing to prove: the same answer with and without a secret.
    Optional<Handshake.Refusal> refusal =
        hello.node() == null
            ? Optional.of(new Handshake.Refusal(true, "a peer says who it is"))
            : handshake.refuse(hello, isLoopback(ctx.req().getRemoteAddr()));
    if (refusal.isPresent()) {
      Handshake.Refusal no = refusal.get();
      ctx.header(REASON, no.why());
      throw new RequestFailed(
          no.stranger() ? ErrorCode.UNAUTHORIZED : ErrorCode.BAD_REQUEST, no.why());
    }
    NodeId peer = NodeId.parse(hello.node()).orElseThrow();
    try {
      admission.admit(peer, hello.incarnation());
    } catch (RequestFailed no) {
      ctx.header(REASON, no.getMessage());
      throw no;
    }
    ctx.attribute(VERIFIED_PEER, peer);
    ctx.attribute(PEER_URL, hello.url());
    ctx.attribute(CHANNEL, Channel.of(hello.channel()).orElseThrow());
    ctx.res().setHeader(Handshake.PROOF, handshake.answer(hello));
  }

  private void connected(WsContext link) {
    NodeId peer = peerOf(link);
    Channel channel = channelOf(link);
    PeerConnection now = new PeerConnection(link, channel.maxQueuedBytes());
    PeerConnection before = connections(channel).put(peer, now);
    if (before != null) {
      // The peer has dialled again: whatever the old connection still says is no news of it.
      before.disconnect();
    } else {
      log.accept(channel.title() + " from " + peer + " up");
    }
    if (channel == Channel.LINK) {
      guests.met(peer, link.attribute(PEER_URL));
      events.linkUp(peer);
    }
  }

  private void gone(WsContext link) {
    NodeId peer = peerOf(link);
    Channel channel = channelOf(link);
    PeerConnection connection = connections(channel).get(peer);
    if (connection == null
        || !connection.isOf(link)
        || !connections(channel).remove(peer, connection)) {
      return;
    }
    log.accept(channel.title() + " from " + peer + " down");
    if (channel == Channel.LINK) {
      guests.left(peer);
      events.linkDown(peer);
    }
  }

  private Map<NodeId, PeerConnection> connections(Channel channel) {
    return switch (channel) {
      case LINK -> links;
      case SNAPSHOT -> snapshots;
    };
  }

  private Receiver receiver(WsContext link) {
    return switch (channelOf(link)) {
      case LINK -> events;
      case SNAPSHOT -> pieces;
    };
  }

  private static Channel channelOf(WsContext link) {
    Channel channel = link.attribute(CHANNEL);
    if (channel == null) {
      throw new IllegalStateException("a connection for nothing");
    }
    return channel;
  }

  private static NodeId peerOf(WsContext link) {
    NodeId peer = link.attribute(VERIFIED_PEER);
    if (peer == null) {
      throw new IllegalStateException("a link without a verified peer");
    }
    return peer;
  }

  private static ByteBuffer copy(ByteBuffer message) {
    ByteBuffer copy = ByteBuffer.allocate(message.remaining());
    return copy.put(message).flip();
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
