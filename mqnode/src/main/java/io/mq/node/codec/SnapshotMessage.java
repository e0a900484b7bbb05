package io.mq.node.codec;

import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.Term;
import java.nio.ByteBuffer;

/**
 * What two replicas say to each other while one sends the other its snapshot. The receiver asks,
 * the sender gives, one piece at a time, so that nobody is given more than it can take, and a
 * sending can go on where it was broken off.
 */
public sealed interface SnapshotMessage {

  /** The term in which the snapshot is sent. */
  Term term();

  /** The short form for traces. */
  String describe();

  /**
   * A piece of the state. The first one is empty: it only asks what the receiver has already.
   *
   * @param totalBytes of the whole state
   * @param offset of the piece in it
   */
  record Piece(Term term, SnapshotPoint point, long totalBytes, long offset, ByteBuffer bytes)
      implements SnapshotMessage {
    @Override
    public String describe() {
      return "snapshot "
          + point.describe()
          + " of "
          + term
          + " bytes "
          + offset
          + " to "
          + (offset + bytes.remaining())
          + " of "
          + totalBytes;
    }
  }

  /**
   * How much of it the receiver has: all of it when that is the total.
   *
   * @param index the last one that the snapshot covers
   * @param offset of the piece wanted next
   */
  record Wanted(Term term, LogIndex index, long offset) implements SnapshotMessage {
    @Override
    public String describe() {
      return "snapshot " + index + " of " + term + " wanted from byte " + offset;
    }
  }
}
