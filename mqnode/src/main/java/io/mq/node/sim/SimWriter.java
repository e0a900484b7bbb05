package io.mq.node.sim;

import io.mq.node.raft.Output;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.storage.Disk;
import io.mq.node.storage.DiskFullException;
import io.mq.node.storage.RepairNote;
import io.mq.node.storage.SegmentedLog;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What the writer thread does, as events: takes everything that waits, writes it, forces once,
 * reports the last sequence number. The node can crash between any two of these and inside of them.
 */
final class SimWriter {

  /** What the node is told. */
  interface Owner {
    /** Whether the process lives that this writer belongs to. */
    boolean isAlive();

    /** The log durably starts behind a snapshot now. */
    void startsBehind(SnapshotPoint point, boolean keepsSuffix);

    /** The disk counts as undamaged now. */
    void isRepaired();

    /** These writes are durable now. */
    void forced(List<Output.Write> writes);

    /** The disk has failed. */
    void failed(IOException failure);
  }

  private sealed interface Task {
    record Append(Output.Write write) implements Task {}

    record StartBehind(SnapshotPoint point, boolean keepsSuffix) implements Task {}

    record Repaired() implements Task {}
  }

  private static final long IDLE_NANOS = 50 * Scheduler.MILLIS;
  private static final long FULL_DISK_RETRY_NANOS = 100 * Scheduler.MILLIS;

  private final Scheduler scheduler;
  private final SegmentedLog log;
  private final Disk disk;
  private final DiskTimes times;
  private final Owner owner;
  private final ArrayDeque<Task> waiting = new ArrayDeque<>();
  private List<Output.Write> underWay = List.of();
  private boolean busy;
  private boolean idleTimerRuns;
  private long batches;

  SimWriter(Scheduler scheduler, SegmentedLog log, Disk disk, DiskTimes times, Owner owner) {
    this.scheduler = scheduler;
    this.log = log;
    this.disk = disk;
    this.times = times;
    this.owner = owner;
  }

  void submit(Output.Write write) {
    submit(new Task.Append(write));
  }

  void startBehind(SnapshotPoint point, boolean keepsSuffix) {
    submit(new Task.StartBehind(point, keepsSuffix));
  }

  void repaired() {
    submit(new Task.Repaired());
  }

  private void submit(Task task) {
    waiting.add(task);
    if (!busy) {
      busy = true;
      scheduler.after(times.writeNanos(), this::write);
    }
  }

  /** The batch that may or may not be on the disk. */
  List<Output.Write> underWay() {
    return underWay;
  }

  private void write() {
    if (!owner.isAlive()) {
      return;
    }
    if (underWay.isEmpty()) {
      underWay = takeWrites();
    }
    if (underWay.isEmpty()) {
      carryOutOther();
      return;
    }
    try {
      log.write(underWay);
    } catch (DiskFullException e) {
      // Nothing has changed yet: the same batch again when there may be room.
      scheduler.after(FULL_DISK_RETRY_NANOS, this::write);
      return;
    } catch (IOException e) {
      owner.failed(e);
      return;
    }
    long hungNanos = times.hungForNanos();
    scheduler.after(hungNanos + times.forceNanos(), this::force);
  }

  /** The writes in front of the next mark. */
  private List<Output.Write> takeWrites() {
    List<Output.Write> writes = new ArrayList<>();
    while (waiting.peekFirst() instanceof Task.Append(Output.Write write)) {
      writes.add(write);
      waiting.removeFirst();
    }
    return writes;
  }

  /** A task that writes nothing of its own. */
  private void carryOutOther() {
    try {
      switch (waiting.element()) {
        case Task.StartBehind(SnapshotPoint point, boolean keepsSuffix) -> {
          log.writeMark(point, keepsSuffix);
          log.force();
          log.deletePrefix(point.index());
          owner.startsBehind(point, keepsSuffix);
        }
        case Task.Repaired() -> {
          RepairNote.remove(disk);
          owner.isRepaired();
        }
        case Task.Append _ -> throw new IllegalStateException("writes are taken before");
      }
    } catch (DiskFullException e) {
      scheduler.after(FULL_DISK_RETRY_NANOS, this::write);
      return;
    } catch (IOException e) {
      owner.failed(e);
      return;
    }
    waiting.removeFirst();
    batches++;
    next();
  }

  private void force() {
    if (!owner.isAlive()) {
      return;
    }
    if (times.hungForNanos() > 0) {
      scheduler.after(times.hungForNanos(), this::force);
      return;
    }
    try {
      log.force();
    } catch (IOException e) {
      owner.failed(e);
      return;
    }
    List<Output.Write> done = underWay;
    underWay = List.of();
    batches++;
    owner.forced(done);
    next();
  }

  private void next() {
    busy = !waiting.isEmpty();
    if (busy) {
      scheduler.after(times.writeNanos(), this::write);
    } else {
      awaitIdle();
    }
  }

  private void awaitIdle() {
    if (idleTimerRuns) {
      return;
    }
    idleTimerRuns = true;
    long seen = batches;
    scheduler.after(
        IDLE_NANOS,
        () -> {
          idleTimerRuns = false;
          if (!owner.isAlive() || busy) {
            return;
          }
          if (seen != batches) {
            awaitIdle();
            return;
          }
          try {
            log.sealIdle();
          } catch (IOException e) {
            owner.failed(e);
          }
        });
  }
}
