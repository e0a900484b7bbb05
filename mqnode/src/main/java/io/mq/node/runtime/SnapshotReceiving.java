package io.mq.node.runtime;

import io.mq.node.codec.SnapshotMessage.Piece;
import io.mq.node.queue.QueueState;
import io.mq.node.storage.SnapshotDamagedException;
import io.mq.node.storage.SnapshotStore;
import io.mq.node.storage.SnapshotWriter;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.io.Closeable;
import java.io.IOException;

/** One snapshot that is coming in; what has come stands in a file without its name yet. */
final class SnapshotReceiving implements Closeable {

  private static final int ABANDONED_TICKS = 60_000 / SnapshotWorker.TICK_MILLIS;

  private final SnapshotStore store;
  private final NodeId from;
  private final Piece first;
  private final SnapshotWriter writer;
  private Term term;
  private long received;
  private int ticksSinceHeard;

  SnapshotReceiving(SnapshotStore store, NodeId from, Piece first) throws IOException {
    this.store = store;
    this.from = from;
    this.first = first;
    this.term = first.term();
    this.writer = store.begin(first.point());
  }

  /** The newest term in which it was sent. */
  Term term() {
    return term;
  }

  /** Whether a piece belongs to this very file of this very node. */
  boolean isOf(NodeId sender, Piece piece) {
    return sender.equals(from)
        && piece.point().equals(first.point())
        && piece.totalBytes() == first.totalBytes();
  }

  /** Takes a piece, unless it is not the next one. */
  void take(Piece piece) throws IOException {
    ticksSinceHeard = 0;
    term = piece.term();
    if (piece.offset() == received()) {
      writer.write(piece.bytes().duplicate());
      received += piece.bytes().remaining();
    }
  }

  long received() {
    return received;
  }

  boolean isComplete() {
    return received() == first.totalBytes();
  }

  /**
   * The state that has come, read back from the disk. Only then may it take the place of another.
   *
   * @throws SnapshotDamagedException if it is none
   */
  QueueState load() throws IOException {
    return SnapshotFiles.load(store, writer.finish());
  }

  void commit() throws IOException {
    writer.commit();
  }

  /** Returns whether nobody seems to send it any more. */
  boolean tick() {
    ticksSinceHeard++;
    return ticksSinceHeard >= ABANDONED_TICKS;
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
