package io.mq.node.runtime;

import io.mq.node.queue.Command;
import io.mq.node.queue.QueueState;
import io.mq.shared.wire.ErrorCode;
import java.util.Optional;

/**
 * Whether there is room for more messages, on the disk and in memory. Only the leader asks, before
 * it proposes: what is in the log is applied by everybody.
 */
final class Room {

  /** Queues that were full have room again below this share, so that it is not told too often. */
  private static final double FULL_NO_MORE = 0.9;

  private final ReplicaEnvironment environment;
  private final long maxQueueBytes;
  private boolean announcedDisk = true;
  private boolean announcedFull;

  Room(ReplicaEnvironment environment, long maxQueueBytes) {
    this.environment = environment;
    this.maxQueueBytes = maxQueueBytes;
  }

  /** Why a command must not be proposed now, if it must not. */
  Optional<ErrorCode> objection(Command command, QueueState queues) {
    if (!command.addsContent()) {
      return Optional.empty();
    }
    if (!environment.hasRoom()) {
      return Optional.of(ErrorCode.DISK_FULL);
    }
    return queues.memoryBytes() < maxQueueBytes
        ? Optional.empty()
        : Optional.of(ErrorCode.QUEUES_FULL);
  }

  /** Tells of what has changed. */
  void tick(QueueState queues) {
    if (environment.hasRoom() != announcedDisk) {
      announcedDisk = environment.hasRoom();
      environment.observe(new ReplicaEvent.RoomChanged(announcedDisk));
    }
    long bytes = queues.memoryBytes();
    boolean changed = announcedFull ? bytes < FULL_NO_MORE * maxQueueBytes : bytes >= maxQueueBytes;
    if (changed) {
      announcedFull = !announcedFull;
      environment.observe(new ReplicaEvent.QueuesFull(announcedFull, bytes));
    }
  }
}
