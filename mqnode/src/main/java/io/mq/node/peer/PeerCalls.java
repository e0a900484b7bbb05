package io.mq.node.peer;

import io.mq.shared.id.NodeId;
import io.mq.shared.wire.ErrorCode;
import io.mq.shared.wire.Headers;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/**
 * Calls to one peer: says who calls, believes nobody who does not know the secret, and tells the
 * log once why calls are refused. Thread-safe.
 */
final class PeerCalls {

  /** Why a peer would not have this node; lasting, if asking again soon will not change it. */
  record Refused(Optional<ErrorCode> lasting, String reason) {}

  /** What comes of a call, in this order. */
  interface Events {

    /** The peer has answered and proved who it is. */
    void up(WebSocket socket);

    /** The peer has sent a message, perhaps before it was found to be a stranger. */
    void received(WebSocket socket, ByteBuffer message);

    /** The connection has ended or could not be made; may be told twice. */
    void down(WebSocket socket, Optional<Refused> refused);
  }

  private final NodeId peer;
  private final String url;
  private final Handshake handshake;
  private final OkHttpClient client;
  private final Consumer<String> log;
  private String lastRefusal = "";

  PeerCalls(
      NodeId peer, String url, Handshake handshake, OkHttpClient client, Consumer<String> log) {
    this.peer = peer;
    this.url = url;
    this.handshake = handshake;
    this.client = client;
    this.log = log;
  }

  NodeId peer() {
    return peer;
  }

  String url() {
    return url;
  }

  /** Begins a call; what comes of it is told on other threads. */
  WebSocket dial(Channel channel, Events events) {
    Handshake.Hello hello = handshake.hello(peer, channel);
    Request request =
        new Request.Builder()
            .url(url + PeerEndpoint.PATH)
            .header(Handshake.NODE, hello.node())
            .header(Handshake.URL, hello.url())
            .header(Handshake.INCARNATION, hello.incarnation())
            .header(Handshake.PEER, hello.peer())
            .header(Handshake.CLUSTER, hello.cluster())
            .header(Handshake.VERSION, hello.version())
            .header(Handshake.CHANNEL, hello.channel())
            .header(Handshake.NONCE, hello.nonce())
            .header(Handshake.PROOF, hello.proof())
            .build();
    return client.newWebSocket(request, new Listener(hello, channel, events));
  }

  private static Optional<Refused> refusal(Response response) {
    if (response == null || response.header(PeerEndpoint.REASON) == null) {
      return Optional.empty();
    }
    String code = response.header(Headers.ERROR);
    Optional<ErrorCode> lasting =
        Stream.of(ErrorCode.NODE_REMOVED, ErrorCode.DATA_LOST)
            .filter(known -> known.name().equals(code))
            .findFirst();
    return Optional.of(new Refused(lasting, response.header(PeerEndpoint.REASON)));
  }

  /** A peer that answers and does not fit is a mistake somebody must hear of, but once. */
  private void reportOnce(Channel channel, String reason) {
    synchronized (this) {
      if (reason.equals(lastRefusal)) {
        return;
      }
      lastRefusal = reason;
    }
    log.accept(channel.title() + " to " + peer + " at " + url + " refused: " + reason);
  }

  private synchronized void forgetRefusal() {
    lastRefusal = "";
  }

  private final class Listener extends WebSocketListener {
    private final Handshake.Hello hello;
    private final Channel channel;
    private final Events events;

    Listener(Handshake.Hello hello, Channel channel, Events events) {
      this.hello = hello;
      this.channel = channel;
      this.events = events;
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
      if (handshake.isAnswer(hello, response.header(Handshake.PROOF))) {
        forgetRefusal();
        events.up(socket);
      } else {
        reportOnce(channel, "the node there does not know the cluster secret");
        socket.cancel();
      }
    }

    @Override
    public void onMessage(WebSocket socket, ByteString bytes) {
      events.received(socket, ByteBuffer.wrap(bytes.toByteArray()));
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
      socket.cancel();
      events.down(socket, Optional.empty());
    }

    @Override
    public void onFailure(WebSocket socket, Throwable failure, Response response) {
      Optional<Refused> refused = refusal(response);
      refused.ifPresent(no -> reportOnce(channel, no.reason()));
      events.down(socket, refused);
    }
  }
}
