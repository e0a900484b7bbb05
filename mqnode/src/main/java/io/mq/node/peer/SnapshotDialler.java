package io.mq.node.peer;

import io.mq.node.runtime.Receiver;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.WebSocket;
import okio.ByteString;

/**
 * The connection over which one peer is sent snapshots: opened by the first piece and closed when
 * it has not been used for a while. It takes the place of no link: whether it is up says nothing of
 * the peer, and nobody is told.
 *
 * <p>While it is being opened one message waits, the newest. Whatever else does not fit is lost,
 * and so is what waits for a connection that does not come about: whoever sends snapshots repeats
 * them, and that dials again. All state is guarded by {@code this}, which is never held while
 * answers are handed on.
 */
final class SnapshotDialler implements PeerCalls.Events {

  private final PeerCalls calls;
  private final ScheduledExecutorService timer;
  private final long idleNanos;
  private final Receiver answers;
  private final Consumer<String> log;

  private WebSocket current;
  private boolean open;
  private Optional<ByteBuffer> waiting = Optional.empty();
  private long usedNanos;
  private boolean closed;

  SnapshotDialler(
      PeerCalls calls,
      ScheduledExecutorService timer,
      Duration idle,
      Receiver answers,
      Consumer<String> log) {
    this.calls = calls;
    this.timer = timer;
    this.idleNanos = idle.toNanos();
    this.answers = answers;
    this.log = log;
  }

  /** Sends a message or loses it; never blocks. */
  synchronized void send(ByteBuffer message) {
    if (closed) {
      return;
    }
    usedNanos = System.nanoTime();
    if (open) {
      enqueue(message);
      return;
    }
    waiting = Optional.of(message);
    if (current == null) {
      current = calls.dial(Channel.SNAPSHOT, this);
    }
  }

  private void enqueue(ByteBuffer message) {
    if (current.queueSize() + message.remaining() <= Channel.SNAPSHOT.maxQueuedBytes()) {
      current.send(ByteString.of(message.duplicate()));
    }
  }

  synchronized boolean isOpen() {
    return open;
  }

  void reset() {
    WebSocket socket;
    synchronized (this) {
      socket = open ? current : null;
    }
    if (socket != null) {
      socket.cancel();
    }
  }

  void close() {
    WebSocket last;
    synchronized (this) {
      closed = true;
      last = current;
      forget();
    }
    if (last != null) {
      last.cancel();
    }
  }

  private void forget() {
    current = null;
    open = false;
    waiting = Optional.empty();
  }

  @Override
  public void up(WebSocket socket) {
    synchronized (this) {
      if (!socket.equals(current)) {
        return;
      }
      open = true;
      waiting.ifPresent(this::enqueue);
      waiting = Optional.empty();
    }
    log.accept(Channel.SNAPSHOT.title() + " to " + calls.peer() + " up");
    lookAgainIn(socket, idleNanos);
  }

  @Override
  public void received(WebSocket socket, ByteBuffer message) {
    synchronized (this) {
      if (!open || !socket.equals(current)) {
        return; // It has not proved who it is, or is no longer of interest.
      }
      usedNanos = System.nanoTime();
    }
    answers.received(calls.peer(), message);
  }

  @Override
  public void down(WebSocket socket, Optional<PeerCalls.Refused> refused) {
    boolean wasOpen;
    synchronized (this) {
      if (!socket.equals(current)) {
        return;
      }
      wasOpen = open;
      forget();
    }
    if (wasOpen) {
      log.accept(Channel.SNAPSHOT.title() + " to " + calls.peer() + " down");
    }
  }

  private void hangUpIfIdle(WebSocket socket) {
    synchronized (this) {
      if (!socket.equals(current)) {
        return;
      }
      long left = idleNanos - (System.nanoTime() - usedNanos);
      if (left > 0) {
        lookAgainIn(socket, left);
        return;
      }
      forget();
    }
    socket.cancel();
    log.accept(Channel.SNAPSHOT.title() + " to " + calls.peer() + " closed: not used any more");
  }

  private void lookAgainIn(WebSocket socket, long nanos) {
    try {
      var _ = timer.schedule(() -> hangUpIfIdle(socket), nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      // All connections are being closed.
    }
  }
}
