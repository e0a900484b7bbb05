package io.mq.node.peer;

import io.javalin.websocket.WsContext;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/** A connection that a peer has opened: a way to write to it, with a bound. Thread-safe. */
final class PeerConnection {

  private final WsContext link;
  private final long maxQueuedBytes;
  private final AtomicLong queuedBytes = new AtomicLong();

  PeerConnection(WsContext link, long maxQueuedBytes) {
    this.link = link;
    this.maxQueuedBytes = maxQueuedBytes;
  }

  boolean isOf(WsContext other) {
    return link.equals(other);
  }

  /** Writes as much as the socket takes at once, and the rest when it can; or loses the message. */
  void send(ByteBuffer message) {
    int bytes = message.remaining();
    Session session = link.session;
    if (queuedBytes.addAndGet(bytes) > maxQueuedBytes || !session.isOpen()) {
      queuedBytes.addAndGet(-bytes);
      return;
    }
    session.sendBinary(
        message.duplicate(),
        Callback.from(
            () -> queuedBytes.addAndGet(-bytes), failed -> queuedBytes.addAndGet(-bytes)));
  }

  void disconnect() {
    link.session.disconnect();
  }
}
