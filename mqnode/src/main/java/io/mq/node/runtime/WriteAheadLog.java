package io.mq.node.runtime;

import io.mq.node.raft.Output;
import io.mq.node.raft.SnapshotPoint;
import java.io.IOException;
import java.util.List;

/**
 * The durable log as the writer thread uses it. Any exception is final: the log must refuse all
 * further work (lesson 14).
 */
public interface WriteAheadLog extends AutoCloseable {

  /** Writes these in order; nothing is durable yet. */
  void write(List<Output.Write> writes) throws IOException;

  /** Makes everything written so far durable. */
  void force() throws IOException;

  /**
   * Durably notes that the log starts behind {@code point}, whose snapshot is durable, and deletes
   * what lies in front of it. Nothing is left unforced when this is called.
   *
   * @param keepsSuffix whether the entries behind the point stay (lessons 21 and 22)
   * @throws io.mq.node.storage.DiskFullException if there is no room; nothing was changed
   */
  void startBehind(SnapshotPoint point, boolean keepsSuffix) throws IOException;

  /** Whether there is room for new messages; cheap enough to be asked ten times a second. */
  default boolean hasRoom() throws IOException {
    return true;
  }

  /** Everything that a damaged disk had lost is there again, forced: from now on it is as good. */
  default void repaired() throws IOException {}

  /** Called after a while without work, with nothing left unforced. */
  void idle() throws IOException;

  @Override
  void close() throws IOException;
}
