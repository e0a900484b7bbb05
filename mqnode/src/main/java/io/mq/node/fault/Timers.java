package io.mq.node.fault;

/** Time, as far as faults need it: what it is now, and being called later. Thread-safe. */
public interface Timers {

  /** Monotonic nanoseconds. */
  long nanoTime();

  /** Runs something after a while, on a thread of its own. */
  void after(long nanos, Runnable task);
}
