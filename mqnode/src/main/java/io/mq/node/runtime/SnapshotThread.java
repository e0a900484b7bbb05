package io.mq.node.runtime;

import io.mq.node.codec.MessageCodec.UnreadableException;
import io.mq.node.queue.FrozenState;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one thread on which a node's {@link SnapshotWorker} runs, so that neither the loop nor the
 * log's writer waits for a snapshot.
 *
 * <p>Its mailbox is bounded: a message that does not fit is lost, as in the network. Work that the
 * replica waits for is never lost, for there is at most one snapshot to take and one to send to
 * each follower at a time, and everything else leaves room for that.
 */
final class SnapshotThread implements SnapshotPort {

  private static final int MAX_MAILBOX = 1024;
  private static final int KEPT_FREE_OF_MESSAGES = 256;

  /** One piece of work. */
  private interface Job {
    void run() throws IOException;
  }

  private final ArrayBlockingQueue<Job> mailbox = new ArrayBlockingQueue<>(MAX_MAILBOX);
  private final SnapshotWorker worker;
  private final Consumer<IOException> onFailure;
  private final Thread thread;
  private volatile boolean running = true;

  /**
   * Does not start the thread yet.
   *
   * @param onFailure gets the first failure of the disk, after which the thread ends
   */
  SnapshotThread(String name, SnapshotWorker worker, Consumer<IOException> onFailure) {
    this.worker = worker;
    this.onFailure = onFailure;
    this.thread = Thread.ofPlatform().name(name + "-snapshots").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Finishes the work in hand and gives up the rest. */
  void close() throws InterruptedException {
    running = false;
    thread.join();
  }

  @Override
  public void take(SnapshotPoint point, FrozenState state) {
    mailbox.add(() -> worker.take(point, state));
  }

  @Override
  public void send(NodeId to, Term term) {
    mailbox.add(() -> worker.send(to, term));
  }

  @Override
  public void stopSending() {
    if (mailbox.remainingCapacity() > KEPT_FREE_OF_MESSAGES / 2) {
      mailbox.add(worker::stopSending); // Otherwise what is sent is only superfluous.
    }
  }

  @Override
  public void received(NodeId from, ByteBuffer message) {
    if (mailbox.remainingCapacity() > KEPT_FREE_OF_MESSAGES) {
      mailbox.add(() -> readMessage(from, message));
    }
  }

  private void readMessage(NodeId from, ByteBuffer message) throws IOException {
    try {
      worker.received(from, message);
    } catch (UnreadableException e) {
      // As good as lost; the sender repeats it.
    }
  }

  private void run() {
    long tickNanos = TimeUnit.MILLISECONDS.toNanos(SnapshotWorker.TICK_MILLIS);
    try (worker) {
      long nextTick = System.nanoTime() + tickNanos;
      while (running) {
        Job job = mailbox.poll(nextTick - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (job != null) {
          job.run();
        }
        if (System.nanoTime() >= nextTick) {
          worker.tick();
          nextTick = System.nanoTime() + tickNanos;
        }
      }
    } catch (IOException e) {
      onFailure.accept(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
