package io.mq.node.runtime;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;

/** What came of the work that a {@link SnapshotPort} was given. */
public interface SnapshotEvents {

  /** A snapshot that covers {@code index} is durable. */
  void snapshotTaken(LogIndex index);

  /** There was no room for the snapshot; the next one may fit. */
  void snapshotNotTaken();

  /** The newest snapshot cannot be read back; a new one is needed. */
  void snapshotDamaged(String what);

  /** The sending of the snapshot up to {@code index} has ended. */
  void snapshotSent(NodeId to, LogIndex index, boolean complete);

  /** A whole snapshot has come in and cannot be read; it was dropped. */
  void snapshotUnusable(NodeId from, String what);

  /** A whole snapshot has come in and is durable. */
  void snapshotReceived(ReceivedSnapshot snapshot);
}
