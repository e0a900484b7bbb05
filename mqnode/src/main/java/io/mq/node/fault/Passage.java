package io.mq.node.fault;

import io.mq.shared.fault.Bandwidth;
import io.mq.shared.fault.Block;
import io.mq.shared.fault.Delay;
import io.mq.shared.fault.Drop;
import io.mq.shared.fault.Duplicate;
import io.mq.shared.fault.NetworkEffect;
import io.mq.shared.fault.Reorder;
import io.mq.shared.fault.Reset;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * What the faults in force make of one message: each in turn says whether it is lost, when it may
 * pass, and how often. Not thread-safe.
 */
final class Passage {

  /** What one fault remembers of the messages that went before on the same link. */
  static final class Memory {
    private final RandomGenerator random;
    private long lastNanos;

    Memory(RandomGenerator random, long nowNanos) {
      this.random = random;
      this.lastNanos = nowNanos;
    }

    private boolean happens(double rate) {
      return random.nextDouble() < rate;
    }

    /** Not before the message in front. */
    private long inOrder(long nanos) {
      lastNanos = lastNanos - nanos > 0 ? lastNanos : nanos;
      return lastNanos;
    }
  }

  private long dueNanos;
  private boolean lost;
  private boolean reset;
  private int copies = 1;

  Passage(long nowNanos) {
    this.dueNanos = nowNanos;
  }

  /**
   * Lets one fault have its way. Chance is asked once for every message, whatever the other faults
   * do to it, so that a seed decides how many are hit.
   */
  void through(NetworkEffect effect, Memory memory, int bytes) {
    switch (effect) {
      case Block() -> lost = true;
      case Drop(double rate) -> lost |= memory.happens(rate);
      case Duplicate(double rate) -> copies += memory.happens(rate) ? 1 : 0;
      case Reset(double rate) -> reset |= memory.happens(rate);
      case Reorder(double rate, long delayMillis) -> {
        if (memory.happens(rate)) {
          dueNanos += TimeUnit.MILLISECONDS.toNanos(delayMillis);
        }
      }
      case Delay(long delayMillis, long jitterMillis) -> {
        long jitter = TimeUnit.MILLISECONDS.toNanos(jitterMillis);
        long nanos =
            TimeUnit.MILLISECONDS.toNanos(delayMillis)
                + (jitter == 0 ? 0 : memory.random.nextLong(-jitter, jitter + 1));
        dueNanos = memory.inOrder(dueNanos + nanos);
      }
      case Bandwidth(long bytesPerSecond) -> {
        double nanos = TimeUnit.SECONDS.toNanos(1) * (double) bytes / bytesPerSecond;
        dueNanos = memory.inOrder(memory.inOrder(dueNanos) + (long) nanos);
      }
    }
  }

  /** Whether it never arrives. */
  boolean isLost() {
    return lost || reset;
  }

  /** Whether its connection is closed. */
  boolean isReset() {
    return reset;
  }

  /** How often it arrives. */
  int copies() {
    return copies;
  }

  /** When it arrives, on the table's clock. */
  long dueNanos() {
    return dueNanos;
  }
}
