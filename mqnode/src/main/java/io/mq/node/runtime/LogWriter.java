package io.mq.node.runtime;

import io.mq.node.raft.Output;
import io.mq.node.storage.DiskFullException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
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
  private static final long IDLE_MILLIS = 50;
  private static final long FULL_DISK_RETRY_MILLIS = 100;

  private final WriteAheadLog log;
  private final LongConsumer onPersisted;
  private final Consumer<IOException> onFailure;
  private final ArrayBlockingQueue<Output.Write> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final Thread thread;
  private volatile boolean closing;

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
    this.thread = Thread.ofPlatform().name(name + "-writer").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Hands over a write; blocks while too many wait. */
  void submit(Output.Write write) {
    try {
      while (!waiting.offer(write, 100, TimeUnit.MILLISECONDS)) {
        if (!thread.isAlive()) {
          return; // The disk has failed and the node is going down: nothing is promised any more.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes what still waits, then closes the log. */
  @Override
  public void close() throws IOException {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    log.close();
  }

  private void run() {
    try {
      List<Output.Write> batch = new ArrayList<>();
      boolean idle = true;
      while (true) {
        Output.Write first = waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (first == null) {
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
        batch.add(first);
        waiting.drainTo(batch);
        writeWhenThereIsRoom(batch);
        log.force();
        onPersisted.accept(batch.getLast().sequence());
        batch.clear();
      }
    } catch (IOException e) {
      onFailure.accept(e);
    } catch (RuntimeException e) {
      onFailure.accept(new IOException("the log broke a rule of its own: " + e.getMessage(), e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A full disk has changed nothing yet, so the writer waits for room. Meanwhile a leader sees its
   * own write hang and steps down, and a follower acknowledges nothing (lesson 9).
   */
  private void writeWhenThereIsRoom(List<Output.Write> batch)
      throws IOException, InterruptedException {
    while (true) {
      try {
        log.write(batch);
        return;
      } catch (DiskFullException e) {
        if (closing) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(FULL_DISK_RETRY_MILLIS);
      }
    }
  }
}
