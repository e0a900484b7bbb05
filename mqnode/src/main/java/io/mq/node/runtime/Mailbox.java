package io.mq.node.runtime;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A bounded queue from many threads to one. Offering takes no lock, and wakes the receiver only if
 * it sleeps: under load it does not, and then neither side makes a system call.
 *
 * <p>Thread rule: one thread calls {@link #await} and {@link #drainTo}; any thread the others.
 */
final class Mailbox<T> {

  private final int capacity;
  private final ConcurrentLinkedQueue<T> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private volatile Thread sleeping;
  private volatile boolean woken;

  Mailbox(int capacity) {
    this.capacity = capacity;
  }

  /** Adds an element; false if there is no room. */
  boolean offer(T element) {
    if (size.incrementAndGet() > capacity) {
      size.decrementAndGet();
      return false;
    }
    queue.add(element);
    wakeIfAsleep();
    return true;
  }

  /** Ends the receiver's wait, now or the next one. */
  void wake() {
    woken = true;
    wakeIfAsleep();
  }

  /**
   * Waits for an element or a wake-up, at most so long.
   *
   * @throws InterruptedException if told to stop
   */
  void await(long maxNanos) throws InterruptedException {
    if (maxNanos > 0) {
      sleeping = Thread.currentThread();
      // Looked at after sleeping is set: whoever adds later sees it set and wakes.
      if (queue.isEmpty() && !woken) {
        LockSupport.parkNanos(this, maxNanos);
      }
      sleeping = null;
    }
    woken = false;
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** Moves up to {@code max} elements to the end of {@code list}. */
  void drainTo(List<? super T> list, int max) {
    int moved = 0;
    while (moved < max) {
      T element = queue.poll();
      if (element == null) {
        break;
      }
      list.add(element);
      moved++;
    }
    size.addAndGet(-moved);
  }

  private void wakeIfAsleep() {
    Thread receiver = sleeping;
    if (receiver != null) {
      sleeping = null; // One wake-up is enough.
      LockSupport.unpark(receiver);
    }
  }
}
