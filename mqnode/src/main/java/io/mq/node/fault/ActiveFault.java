package io.mq.node.fault;

import io.mq.shared.fault.FaultSpec;
import io.mq.shared.fault.FaultView;
import io.mq.shared.id.NodeId;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A fault in force. Only the end of its lease ever changes, and that for the later: it stays the
 * same fault, with whatever chance has decided so far. Thread-safe.
 */
final class ActiveFault {

  private final String id;
  private final FaultSpec spec;
  private volatile long endNanos;

  /**
   * A fault that begins.
   *
   * @param id names it on this node: f1, f2, ...
   * @param spec with its seed
   * @param endNanos when the lease ends, on the table's clock
   */
  ActiveFault(String id, FaultSpec spec, long endNanos) {
    this.id = id;
    this.spec = spec;
    this.endNanos = endNanos;
  }

  String id() {
    return id;
  }

  FaultSpec spec() {
    return spec;
  }

  boolean isOver(long nowNanos) {
    return endNanos - nowNanos <= 0;
  }

  /** For one thread at a time. */
  void renew(long untilNanos) {
    if (untilNanos - endNanos > 0) {
      endNanos = untilNanos;
    }
  }

  FaultView view(long nowNanos) {
    return new FaultView(id, spec, Math.max(0, (endNanos - nowNanos) / 1_000_000));
  }

  /** Chance for one use of the fault, such as one peer, undisturbed by its other uses. */
  RandomGenerator random(int use) {
    return new SplittableRandom(spec.seed().orElseThrow() + use);
  }

  /** Chance for what the fault does to messages that go one way. */
  RandomGenerator random(NodeId peer, boolean incoming) {
    return random(2 * peer.number() + (incoming ? 1 : 0));
  }
}
