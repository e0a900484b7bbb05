package io.mq.ctl.chaos;

import java.util.concurrent.atomic.AtomicLong;

/** How many operations have ended, and how. Thread-safe. */
final class Counts {

  final AtomicLong done = new AtomicLong();
  final AtomicLong empty = new AtomicLong();
  final AtomicLong refused = new AtomicLong();
  final AtomicLong unknown = new AtomicLong();

  long total() {
    return done.get() + empty.get() + refused.get() + unknown.get();
  }

  @Override
  public String toString() {
    return total()
        + " operations (done "
        + done
        + ", empty "
        + empty
        + ", refused "
        + refused
        + ", unknown "
        + unknown
        + ")";
  }
}
