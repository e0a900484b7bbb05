package io.mq.node.runtime;

import io.mq.node.raft.Envelope;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;

/**
 * Holds back messages that promise something about this node's disk until every write handed out
 * before them has been forced (lesson 10).
 */
final class PersistGate {

  /**
   * While a disk hangs for long, the oldest are forgotten: they count as lost in the network, and
   * those who waited for them have asked again.
   */
  static final int MAX_HELD = 8192;

  private record Held(long sequence, Envelope envelope) {}

  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private final Consumer<Envelope> send;
  private long handedOut;
  private long forced;

  PersistGate(Consumer<Envelope> send) {
    this.send = send;
  }

  void handedOut(long sequence) {
    handedOut = sequence;
  }

  void sendAfterPersist(List<Envelope> envelopes) {
    for (Envelope envelope : envelopes) {
      if (forced >= handedOut) {
        send.accept(envelope);
      } else {
        if (held.size() == MAX_HELD) {
          held.removeFirst();
        }
        held.addLast(new Held(handedOut, envelope));
      }
    }
  }

  void forced(long sequence) {
    forced = Math.max(forced, sequence);
    while (!held.isEmpty() && held.peekFirst().sequence() <= forced) {
      send.accept(held.removeFirst().envelope());
    }
  }
}
