package io.mq.node.runtime;

import io.mq.node.raft.Output;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;

/**
 * What a replica does to the world. In production disk and sockets stand behind it, in the
 * simulator their seeded models. Called on the replica's thread; must not call back into the
 * replica.
 */
public interface ReplicaEnvironment {

  /** Makes a write durable after all earlier ones, and later calls {@link Replica#persisted}. */
  void write(Output.Write write);

  /**
   * Lets the log on disk start behind a snapshot that is durable, after all earlier writes.
   *
   * @param keepsSuffix whether the entries behind it stay; otherwise the whole log is dropped
   */
  default void startLogBehind(SnapshotPoint point, boolean keepsSuffix) {
    throw new IllegalStateException("this replica keeps its whole log");
  }

  /** Whether the disk has room for new messages. */
  default boolean hasRoom() {
    return true;
  }

  /** Lets the disk count as undamaged from the next start on, after all earlier writes. */
  default void repaired() {}

  /** Where snapshots are taken to and come from. */
  default SnapshotPort snapshots() {
    return SnapshotPort.NONE;
  }

  /** Sends a message or loses it. */
  void send(NodeId to, ByteBuffer message);

  /** Takes note of an event. */
  void observe(ReplicaEvent event);
}
