package io.mq.node.api;

import io.mq.node.http.RequestFailed;
import io.mq.shared.wire.ErrorCode;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets a bounded number of requests in, with a bounded number of bytes between them, and none once
 * the node is stopping. Thread-safe.
 */
final class Gate {

  private final int maxInFlight;
  private final Semaphore room;
  private final Semaphore bytes;
  private volatile boolean stopping;

  /**
   * A gate that is open.
   *
   * @param maxBodyBytes held in memory at once; several of the largest bodies
   */
  Gate(int maxInFlight, int maxBodyBytes) {
    this.maxInFlight = maxInFlight;
    this.bytes = new Semaphore(maxBodyBytes);
    this.room = new Semaphore(maxInFlight);
  }

  /**
   * Takes a place, to be given back by {@link #leave} with the same number.
   *
   * @param bodyBytes that the request brings, or may bring
   * @throws RequestFailed BUSY or STOPPING, and then there is nothing to give back
   */
  void enter(int bodyBytes) throws RequestFailed {
    boolean inside = room.tryAcquire();
    // Looked at after taking the place, so that drain() either sees it taken or sends it away.
    if (stopping) {
      if (inside) {
        room.release();
      }
      throw new RequestFailed(ErrorCode.STOPPING, "this node is stopping");
    }
    if (!inside) {
      throw new RequestFailed(
          ErrorCode.BUSY, "this node works on " + maxInFlight + " requests already");
    }
    if (!bytes.tryAcquire(bodyBytes)) {
      room.release();
      throw new RequestFailed(
          ErrorCode.BUSY, "this node has no room for the bodies of more requests now");
    }
  }

  void leave(int bodyBytes) {
    bytes.release(bodyBytes);
    room.release();
  }

  /** Lets nobody in any more, and waits for those inside; false if some are left. */
  boolean drain(long timeoutMillis) throws InterruptedException {
    stopping = true;
    return room.tryAcquire(maxInFlight, timeoutMillis, TimeUnit.MILLISECONDS);
  }
}
