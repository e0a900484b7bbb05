package io.mq.node.runtime;

import io.mq.shared.id.LogIndex;
import io.mq.shared.wire.ErrorCode;

/** What became of an operator's wish for a snapshot. */
public sealed interface SnapshotOutcome {

  /** The log up to {@code index} is durably kept as a snapshot. */
  record Taken(LogIndex index) implements SnapshotOutcome {}

  /** There is none; DISK_FULL, BUSY or STOPPING. */
  record Failed(ErrorCode code) implements SnapshotOutcome {}
}
