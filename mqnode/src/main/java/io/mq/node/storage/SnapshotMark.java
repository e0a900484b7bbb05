package io.mq.node.storage;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.Term;
import java.nio.ByteBuffer;

/**
 * Where the log starts: everything up to {@code index} is covered by a durable snapshot.
 *
 * @param index the last index covered
 * @param term the term of that index
 * @param configuration the members as of that index, encoded by the caller; opaque here
 */
public record SnapshotMark(LogIndex index, Term term, ByteBuffer configuration) {

  /** The start of a log that no snapshot covers. */
  public static final SnapshotMark NONE =
      new SnapshotMark(LogIndex.ZERO, Term.ZERO, ByteBuffer.allocate(0));

  /** Takes a read-only view of the configuration. */
  public SnapshotMark {
    configuration = configuration.slice().asReadOnlyBuffer();
  }

  /** A fresh read-only view of the encoded members. */
  @Override
  public ByteBuffer configuration() {
    return configuration.duplicate();
  }

  /** {@code term/index}. */
  public String describe() {
    return term.value() + "/" + index;
  }
}
