package io.mq.node.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.raft.Configuration;
import io.mq.node.raft.Output;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.storage.DiskFullException;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LogWriterTest {

  private final FakeLog log = new FakeLog();
  private final BlockingQueue<Long> persisted = new LinkedBlockingQueue<>();
  private final BlockingQueue<IOException> failures = new LinkedBlockingQueue<>();
  private final LogWriter writer = new LogWriter("test", log, persisted::add, failures::add);

  @Test
  void writes_that_wait_during_a_force_share_the_next_one() throws Exception {
    log.holdForce = new CountDownLatch(1);
    writer.start();
    writer.submit(write(1));
    assertTrue(log.forcing.await(10, TimeUnit.SECONDS));
    writer.submit(write(2));
    writer.submit(write(3));
    writer.submit(write(4));
    log.holdForce.countDown();

    assertEquals(1, persisted.take());
    assertEquals(4, persisted.take());
    assertEquals(List.of(List.of(1L), List.of(2L, 3L, 4L)), log.batches);
    writer.close();
  }

  @Test
  void closing_writes_what_still_waits_and_then_closes_the_log() throws Exception {
    writer.submit(write(1));
    writer.start();
    writer.close();

    assertEquals(1, persisted.take());
    assertTrue(log.closed);
  }

  @Test
  void the_first_failed_force_is_reported_and_nothing_is_promised_any_more() throws Exception {
    log.failForce = true;
    writer.start();
    writer.submit(write(1));

    assertEquals("force failed", failures.take().getMessage());
    writer.submit(write(2));
    writer.close();
    assertNull(persisted.poll());
    assertEquals(1, log.batches.size());
  }

  @Test
  void a_log_that_breaks_a_rule_of_its_own_counts_as_a_failed_disk() throws Exception {
    log.breakRule = true;
    writer.start();
    writer.submit(write(1));

    assertTrue(failures.take().getMessage().contains("rule"));
    writer.close();
    assertNull(persisted.poll());
  }

  @Test
  void a_full_disk_is_waited_for() throws Exception {
    log.fullTimes.set(2);
    writer.start();
    writer.submit(write(1));

    assertEquals(1, persisted.take());
    assertEquals(List.of(List.of(1L)), log.batches);
    writer.close();
    assertNull(failures.poll());
  }

  @Test
  void a_disk_without_room_shows_until_there_is_room_again() throws Exception {
    log.hasRoom = false;
    writer.start();
    await(() -> !writer.hasRoom());

    log.hasRoom = true;

    await(writer::hasRoom);
    writer.close();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    while (!condition.getAsBoolean()) {
      TimeUnit.MILLISECONDS.sleep(5); // the test's timeout is the deadline
    }
  }

  @Test
  void an_idle_log_is_told_so() throws Exception {
    writer.start();
    writer.submit(write(1));

    assertTrue(log.idle.await(10, TimeUnit.SECONDS));
    writer.close();
  }

  private static Output.Write write(long sequence) {
    return new Output.Write(sequence, Optional.empty(), List.of());
  }

  @Test
  void a_log_starts_behind_a_snapshot_only_after_the_writes_in_front_are_forced() throws Exception {
    SnapshotPoint point = SnapshotPoint.initial(Configuration.of(List.of(new NodeId(1))));
    writer.submit(write(1));
    writer.startBehind(point, true);
    writer.submit(write(2));
    writer.start();

    assertEquals(1, persisted.take());
    assertEquals(2, persisted.take());
    assertEquals(List.of(List.of(1L), List.of(), List.of(2L)), log.batches);
    writer.close();
  }

  private static final class FakeLog implements WriteAheadLog {
    private final List<List<Long>> batches = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch forcing = new CountDownLatch(1);
    private final CountDownLatch idle = new CountDownLatch(1);
    private volatile CountDownLatch holdForce = new CountDownLatch(0);
    private volatile boolean failForce;
    private volatile boolean hasRoom = true;
    private volatile boolean breakRule;
    private final AtomicInteger fullTimes = new AtomicInteger();
    private volatile boolean closed;

    @Override
    public void write(List<Output.Write> writes) throws IOException {
      if (breakRule) {
        throw new IllegalArgumentException("a gap");
      }
      if (fullTimes.getAndDecrement() > 0) {
        throw new DiskFullException(1, 0);
      }
      batches.add(writes.stream().map(Output.Write::sequence).toList());
    }

    @Override
    public void startBehind(SnapshotPoint point, boolean keepsSuffix) {
      batches.add(List.of());
    }

    @Override
    public void force() throws IOException {
      forcing.countDown();
      try {
        holdForce.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (failForce) {
        throw new IOException("force failed");
      }
    }

    @Override
    public boolean hasRoom() {
      return hasRoom;
    }

    @Override
    public void idle() {
      idle.countDown();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
