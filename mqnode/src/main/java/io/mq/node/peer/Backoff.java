package io.mq.node.peer;

import java.util.random.RandomGenerator;

/**
 * Pauses between attempts to reach a peer: from 10 ms, doubling up to 500 ms, each drawn from the
 * upper half of its range so that nodes do not call in step. Not thread-safe.
 */
final class Backoff {

  static final long MIN_MILLIS = 10;
  static final long MAX_MILLIS = 500;

  private final RandomGenerator random;
  private long nextMillis = MIN_MILLIS;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  long nextMillis() {
    long upper = nextMillis;
    nextMillis = Math.min(MAX_MILLIS, 2 * nextMillis);
    return upper / 2 + random.nextLong(upper - upper / 2 + 1);
  }

  void reset() {
    nextMillis = MIN_MILLIS;
  }
}
