package io.mq.node.sim;

import io.mq.node.codec.MessageCodec.UnreadableException;
import io.mq.node.queue.FrozenState;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.runtime.Links;
import io.mq.node.runtime.SnapshotEvents;
import io.mq.node.runtime.SnapshotLinks;
import io.mq.node.runtime.SnapshotPort;
import io.mq.node.runtime.SnapshotWorker;
import io.mq.node.storage.SnapshotStore;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.random.RandomGenerator;

/**
 * What the snapshots' thread does, as events: one piece of work after the other, each some time
 * after it was asked for. The node can crash between any two of these and inside of them.
 */
final class SimSnapshots implements SnapshotPort {

  /** So small that even the small states of a simulation take many. */
  private static final int PIECE_BYTES = 300;

  private static final long TICK_NANOS = SnapshotWorker.TICK_MILLIS * Scheduler.MILLIS;
  private static final long MAX_TAKE_NANOS = 300 * Scheduler.MILLIS;
  private static final long MAX_MESSAGE_NANOS = 2 * Scheduler.MILLIS;

  /** What the node lends. */
  interface Owner {
    /** Lets something happen in the process that these snapshots belong to, if it still lives. */
    void run(Runnable action);

    /** Whether that process lives. */
    boolean isAlive();

    /** The disk has failed. */
    void failed(IOException failure);
  }

  private interface Job {
    void run() throws IOException;
  }

  private final Scheduler scheduler;
  private final RandomGenerator random;
  private final Owner owner;
  private final SnapshotWorker worker;
  private long busyUntilNanos;

  SimSnapshots(
      Scheduler scheduler,
      RandomGenerator random,
      SnapshotStore store,
      Links links,
      SnapshotEvents events,
      Owner owner) {
    this.scheduler = scheduler;
    this.random = random;
    this.owner = owner;
    this.worker = new SnapshotWorker(store, SnapshotLinks.over(links), events, PIECE_BYTES);
  }

  void start() {
    scheduler.after(TICK_NANOS, this::tick);
  }

  private void tick() {
    if (owner.isAlive()) {
      after(0, worker::tick);
      scheduler.after(TICK_NANOS, this::tick);
    }
  }

  @Override
  public void take(SnapshotPoint point, FrozenState state) {
    after(random.nextLong(MAX_TAKE_NANOS), () -> worker.take(point, state));
  }

  @Override
  public void send(NodeId to, Term term) {
    after(0, () -> worker.send(to, term));
  }

  @Override
  public void stopSending() {
    after(0, worker::stopSending);
  }

  @Override
  public void received(NodeId from, ByteBuffer message) {
    after(
        random.nextLong(MAX_MESSAGE_NANOS),
        () -> {
          try {
            worker.received(from, message);
          } catch (UnreadableException e) {
            throw new InvariantBroken("what is sent can be read", e.getMessage());
          }
        });
  }

  /** Behind all work asked for before, and that much later. */
  private void after(long nanos, Job job) {
    busyUntilNanos = Math.max(busyUntilNanos, scheduler.nowNanos()) + nanos;
    scheduler.at(busyUntilNanos, () -> owner.run(() -> carryOut(job)));
  }

  private void carryOut(Job job) {
    if (!owner.isAlive()) {
      return;
    }
    try {
      job.run();
    } catch (IOException e) {
      owner.failed(e);
    }
  }
}
