package io.mq.node.peer;

import io.mq.node.runtime.LinkEvents;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.ErrorCode;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.WebSocket;
import okio.ByteString;

/**
 * The link to one peer: keeps one connection up, dialling again whenever it ends. Hears what the
 * peer sends over it, and sends itself where {@link PeerLinks} has no better way. Messages that do
 * not fit into the queue, or come while the link is down, are lost. All state is guarded by {@code
 * this}, which is never held while events are told or messages sent.
 */
final class PeerDialler implements PeerCalls.Events {

  /** Between attempts at a peer that will not have this node. */
  private static final long REFUSED_MILLIS = 10_000;

  private final PeerCalls calls;
  private final NodeId peer;
  private final ScheduledExecutorService timer;
  private final LinkEvents events;
  private final LinkRefusals refusals;
  private final Consumer<String> log;

  private final Backoff backoff = new Backoff(ThreadLocalRandom.current());
  private volatile WebSocket open;
  private WebSocket current;
  private boolean everTold;
  private boolean closed;

  PeerDialler(
      PeerCalls calls,
      ScheduledExecutorService timer,
      LinkEvents events,
      LinkRefusals refusals,
      Consumer<String> log) {
    this.calls = calls;
    this.peer = calls.peer();
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
    current = calls.dial(Channel.LINK, this);
  }

  /** Sends a message or loses it; never blocks. */
  void send(ByteBuffer message) {
    WebSocket socket = open;
    if (socket != null
        && socket.queueSize() + message.remaining() <= Channel.LINK.maxQueuedBytes()) {
      socket.send(ByteString.of(message.duplicate()));
    }
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

  @Override
  public void up(WebSocket socket) {
    synchronized (this) {
      if (!socket.equals(current)) {
        return;
      }
      open = socket;
      everTold = true;
      backoff.reset();
    }
    log.accept("link to " + peer + " up");
    events.linkUp(peer);
  }

  @Override
  public void received(WebSocket socket, ByteBuffer message) {
    if (socket.equals(open)) { // So it has proved who it is.
      events.received(peer, message);
    }
  }

  @Override
  public void down(WebSocket socket, Optional<PeerCalls.Refused> refused) {
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
    Optional<ErrorCode> lasting = refused.flatMap(PeerCalls.Refused::lasting);
    if (lasting.isPresent()) {
      refusals.refused(peer, lasting.get(), refused.get().reason());
      redialIn(REFUSED_MILLIS);
    } else {
      redialIn(backoff.nextMillis());
    }
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
}
