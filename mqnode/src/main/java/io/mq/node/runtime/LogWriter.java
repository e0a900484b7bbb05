package io.mq.node.runtime;

import io.mq.node.raft.Output;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.storage.DiskFullException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The one thread that touches the log. Group commit: it takes everything that waits, writes it,
 * forces once and reports the last sequence number.
 *
 * <p>Thread rule: {@link #submit} from the loop's thread only. When the queue is full it blocks the
 * loop, which is right: a replica that outruns its disk must slow down. The writer never waits for
 * the loop, so the two cannot wait for each other.
 */
final class LogWriter implements AutoCloseable {

  private static final int MAX_WAITING = 4096;

  /** After so long without work there is time for the log's own. */
  private static final long IDLE_MILLIS = 50;

  private static final long FULL_DISK_RETRY_MILLIS = 100;

  /** What the loop may ask for; done in the order of asking. */
  private sealed interface Task {
    /** Make a write durable. */
    record Append(Output.Write write) implements Task {}

    /** Let the log start behind a snapshot. */
    record StartBehind(SnapshotPoint point, boolean keepsSuffix) implements Task {}

    /** The disk is repaired. */
    record Repaired() implements Task {}
  }

  private final WriteAheadLog log;
  private final LongConsumer onPersisted;
  private final Consumer<IOException> onFailure;
  private final Mailbox<Task> waiting = new Mailbox<>(MAX_WAITING);
  private final Thread thread;
  private volatile boolean closing;
  private volatile boolean hasRoom = true;
  private long roomLookedAtNanos;

  /**
   * Does not start the thread yet.
   *
   * @param onPersisted gets the number of the last forced write, on the writer's thread
   * @param onFailure gets the first failure, on the writer's thread, which then ends
   */
  LogWriter(
      String name, WriteAheadLog log, LongConsumer onPersisted, Consumer<IOException> onFailure) {
    this.log = log;
    this.onPersisted = onPersisted;
    this.onFailure = onFailure;
    this.roomLookedAtNanos = System.nanoTime() - TimeUnit.SECONDS.toNanos(1);
    this.thread = Thread.ofPlatform().name(name + "-writer").unstarted(this::run);
  }

  /** Whether the disk has room for new messages, as of a moment ago. Any thread may ask. */
  boolean hasRoom() {
    return hasRoom;
  }

  void start() {
    thread.start();
  }

  /** Hands over a write; blocks while too many wait. */
  void submit(Output.Write write) {
    submit(new Task.Append(write));
  }

  /** Has the log start behind a durable snapshot, after all writes handed over before. */
  void startBehind(SnapshotPoint point, boolean keepsSuffix) {
    submit(new Task.StartBehind(point, keepsSuffix));
  }

  /** Has the disk count as undamaged, after all writes handed over before. */
  void repaired() {
    submit(new Task.Repaired());
  }

  private void submit(Task task) {
    try {
      while (!waiting.offer(task)) {
        if (!thread.isAlive()) {
          return; // The disk has failed and the node is going down: nothing is promised any more.
        }
        TimeUnit.MILLISECONDS.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes what still waits, then closes the log. */
  @Override
  public void close() throws IOException {
    closing = true;
    waiting.wake();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }

  private void run() {
    try {
      List<Task> tasks = new ArrayList<>();
      boolean idle = true;
      while (true) {
        lookForRoom();
        // Idle, it has nothing to do but to look for room.
        long pause = idle ? FULL_DISK_RETRY_MILLIS : IDLE_MILLIS;
        waiting.await(TimeUnit.MILLISECONDS.toNanos(pause));
        waiting.drainTo(tasks, MAX_WAITING);
        if (tasks.isEmpty()) {
          if (closing) {
            return;
          }
          if (!idle) {
            log.idle();
            idle = true;
          }
          continue;
        }
        idle = false;
        carryOut(tasks);
        tasks.clear();
      }
    } catch (IOException e) {
      onFailure.accept(e);
    } catch (RuntimeException e) {
      onFailure.accept(new IOException("the log broke a rule of its own: " + e.getMessage(), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void lookForRoom() throws IOException {
    long now = System.nanoTime();
    if (now - roomLookedAtNanos >= TimeUnit.MILLISECONDS.toNanos(FULL_DISK_RETRY_MILLIS)) {
      roomLookedAtNanos = now;
      hasRoom = log.hasRoom();
    }
  }

  /** Writes that follow each other share one force. */
  private void carryOut(List<Task> tasks) throws IOException, InterruptedException {
    List<Output.Write> batch = new ArrayList<>();
    for (Task task : tasks) {
      switch (task) {
        case Task.Append(Output.Write write) -> batch.add(write);
        case Task.StartBehind(SnapshotPoint point, boolean keepsSuffix) -> {
          writeAndForce(batch);
          batch.clear();
          whenThereIsRoom(() -> log.startBehind(point, keepsSuffix));
        }
        case Task.Repaired() -> {
          writeAndForce(batch);
          batch.clear();
          log.repaired();
        }
      }
    }
    writeAndForce(batch);
  }

  private void writeAndForce(List<Output.Write> batch) throws IOException, InterruptedException {
    if (!batch.isEmpty()) {
      whenThereIsRoom(() -> log.write(batch));
      log.force();
      onPersisted.accept(batch.getLast().sequence());
    }
  }

  /** Something that needs room on the disk. */
  private interface Growth {
    void run() throws IOException;
  }

  /**
   * A full disk has changed nothing yet, so the writer waits for room. Meanwhile a leader sees its
   * own write hang and steps down, and a follower acknowledges nothing (lesson 9).
   */
  private void whenThereIsRoom(Growth growth) throws IOException, InterruptedException {
    while (true) {
      try {
        growth.run();
        return;
      } catch (DiskFullException e) {
        if (closing) {
          throw e;
        }
        hasRoom = false;
        TimeUnit.MILLISECONDS.sleep(FULL_DISK_RETRY_MILLIS);
      }
    }
  }
}
