package io.mq.node.peer;

import io.mq.node.runtime.LinkEvents;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.ErrorCode;
import io.mq.shared.wire.Headers;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/**
 * The link to one peer: keeps one connection up, dialling again whenever it ends. Hears what the
 * peer sends over it, and sends itself where {@link PeerLinks} has no better way. Messages that do
 * not fit into the queue, or come while the link is down, are lost. All state is guarded by {@code
 * this}, which is never held while events are told or messages sent.
 */
final class PeerDialler {

  /** Bytes waiting in one link; OkHttp would close the connection at 16 MiB. */
  static final long MAX_QUEUED_BYTES = 12L << 20;

  /** Between attempts at a peer that will not have this node. */
  private static final long REFUSED_MILLIS = 10_000;

  private final NodeId peer;
  private final String url;
  private final Handshake handshake;
  private final OkHttpClient client;
  private final ScheduledExecutorService timer;
  private final LinkEvents events;
  private final LinkRefusals refusals;
  private final Consumer<String> log;

  private final Backoff backoff = new Backoff(ThreadLocalRandom.current());
  private volatile WebSocket open;
  private WebSocket current;
  private boolean everTold;
  private String lastRefusal = "";
  private boolean closed;

  PeerDialler(
      NodeId peer,
      String url,
      Handshake handshake,
      OkHttpClient client,
      ScheduledExecutorService timer,
      LinkEvents events,
      LinkRefusals refusals,
      Consumer<String> log) {
    this.peer = peer;
    this.url = url;
    this.handshake = handshake;
    this.client = client;
    this.timer = timer;
    this.events = events;
    this.refusals = refusals;
    this.log = log;
  }

  /** Opens a connection unless there is one. */
  synchronized void dial() {
    if (closed || current != null) {
      return;
    }
    Handshake.Hello hello = handshake.hello(peer);
    Request request =
        new Request.Builder()
            .url(url + PeerEndpoint.PATH)
            .header(Handshake.NODE, hello.node())
            .header(Handshake.URL, hello.url())
            .header(Handshake.INCARNATION, hello.incarnation())
            .header(Handshake.PEER, hello.peer())
            .header(Handshake.CLUSTER, hello.cluster())
            .header(Handshake.VERSION, hello.version())
            .header(Handshake.NONCE, hello.nonce())
            .header(Handshake.PROOF, hello.proof())
            .build();
    current = client.newWebSocket(request, new Listener(hello));
  }

  /** Sends a message or loses it; never blocks. */
  void send(ByteBuffer message) {
    WebSocket socket = open;
    if (socket != null && socket.queueSize() + message.remaining() <= MAX_QUEUED_BYTES) {
      socket.send(ByteString.of(message.duplicate()));
    }
  }

  String url() {
    return url;
  }

  boolean isUp() {
    return open != null;
  }

  void reset() {
    WebSocket socket = open;
    if (socket != null) {
      socket.cancel();
    }
  }

  void close() {
    WebSocket last;
    synchronized (this) {
      closed = true;
      last = current;
      current = null;
      open = null;
    }
    if (last != null) {
      last.cancel();
    }
  }

  private void up(WebSocket socket) {
    synchronized (this) {
      if (!socket.equals(current)) {
        return;
      }
      open = socket;
      everTold = true;
      lastRefusal = "";
      backoff.reset();
    }
    log.accept("link to " + peer + " up");
    events.linkUp(peer);
  }

  private void down(WebSocket socket, Response response) {
    boolean tell;
    boolean wasUp;
    synchronized (this) {
      if (!socket.equals(current)) {
        return;
      }
      wasUp = open != null;
      tell = wasUp || !everTold;
      everTold = true;
      open = null;
      current = null;
    }
    if (tell) {
      events.linkDown(peer);
    }
    if (wasUp) {
      log.accept("link to " + peer + " down");
    }
    if (response != null && response.header(PeerEndpoint.REASON) != null) {
      reportOnce(response.header(PeerEndpoint.REASON));
      Optional<ErrorCode> code = finalRefusal(response.header(Headers.ERROR));
      if (code.isPresent()) {
        refusals.refused(peer, code.get(), response.header(PeerEndpoint.REASON));
        redialIn(REFUSED_MILLIS);
        return;
      }
    }
    redialIn(backoff.nextMillis());
  }

  /** Refusals that asking again soon will not change. */
  private static Optional<ErrorCode> finalRefusal(String code) {
    return Stream.of(ErrorCode.NODE_REMOVED, ErrorCode.DATA_LOST)
        .filter(known -> known.name().equals(code))
        .findFirst();
  }

  /** A peer that answers and does not fit is a mistake somebody must hear of, but once. */
  private void reportOnce(String reason) {
    synchronized (this) {
      if (reason.equals(lastRefusal)) {
        return;
      }
      lastRefusal = reason;
    }
    log.accept("link to " + peer + " at " + url + " refused: " + reason);
  }

  private synchronized void redialIn(long millis) {
    if (closed) {
      return;
    }
    try {
      var _ = timer.schedule(this::dial, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      closed = true; // the links are being closed
    }
  }

  private final class Listener extends WebSocketListener {
    private final Handshake.Hello hello;

    Listener(Handshake.Hello hello) {
      this.hello = hello;
    }

    @Override
    public void onOpen(WebSocket socket, Response response) {
      if (handshake.isAnswer(hello, response.header(Handshake.PROOF))) {
        up(socket);
      } else {
        reportOnce("the node there does not know the cluster secret");
        socket.cancel();
      }
    }

    @Override
    public void onMessage(WebSocket socket, ByteString bytes) {
      if (socket.equals(open)) { // So it has proved who it is.
        events.received(peer, ByteBuffer.wrap(bytes.toByteArray()));
      }
    }

    @Override
    public void onClosing(WebSocket socket, int code, String reason) {
      socket.cancel();
      down(socket, null);
    }

    @Override
    public void onFailure(WebSocket socket, Throwable failure, Response response) {
      down(socket, response);
    }
  }
}
