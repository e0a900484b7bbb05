package io.mq.ctl.chaos;

import io.mq.ctl.fault.Faults;
import io.mq.shared.fault.FaultView;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * Keeps faults in force by renewing short leases, so that they end soon after this program does,
 * however it does (lesson 37). A renewal that comes too late, because the node was paused or this
 * program was, revives nothing. Thread-safe; has a thread of its own.
 */
final class LeaseKeeper implements AutoCloseable {

  /** Every lease that a run asks for. */
  static final long LEASE_MILLIS = 5_000;

  /** So often that a lease outlives two renewals that fail. */
  private static final long RENEWAL_MILLIS = 1_000;

  private final Faults faults;
  private final List<Map<NodeId, List<FaultView>>> kept = new CopyOnWriteArrayList<>();
  private final Thread thread;

  LeaseKeeper(Faults faults) {
    this.faults = faults;
    this.thread = Thread.ofVirtual().name("lease-keeper").start(this::run);
  }

  /** From now on these stay in force. */
  void keep(Map<NodeId, List<FaultView>> inForce) {
    kept.add(inForce);
  }

  /** They may end from now on. */
  void release(Map<NodeId, List<FaultView>> inForce) {
    kept.remove(inForce);
  }

  private void run() {
    try {
      while (true) {
        TimeUnit.MILLISECONDS.sleep(RENEWAL_MILLIS);
        renew();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void renew() {
    Map<NodeId, List<String>> ids = new TreeMap<>();
    for (Map<NodeId, List<FaultView>> each : kept) {
      each.forEach(
          (node, views) ->
              views.forEach(
                  view -> ids.computeIfAbsent(node, _ -> new ArrayList<>()).add(view.id())));
    }
    if (!ids.isEmpty()) {
      faults.renew(ids, LEASE_MILLIS);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
