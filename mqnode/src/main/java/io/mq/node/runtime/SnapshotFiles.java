package io.mq.node.runtime;

import io.mq.node.queue.DamagedStateException;
import io.mq.node.queue.FrozenState;
import io.mq.node.queue.QueueState;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.storage.Damage;
import io.mq.node.storage.SnapshotDamagedException;
import io.mq.node.storage.SnapshotFile;
import io.mq.node.storage.SnapshotReader;
import io.mq.node.storage.SnapshotStore;
import io.mq.node.storage.SnapshotWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** States to snapshot files and back. Blocks; stateless. */
public final class SnapshotFiles {

  private static final int PIECE_BYTES = 64 << 10;

  private SnapshotFiles() {}

  /**
   * The state of the newest snapshot, or an empty one if there is none.
   *
   * @throws SnapshotDamagedException if it cannot be read back as it was written
   */
  public static QueueState loadNewest(SnapshotStore store) throws IOException {
    Optional<SnapshotFile> newest = store.newest();
    return newest.isPresent() ? load(store, newest.get()) : new QueueState();
  }

  static QueueState load(SnapshotStore store, SnapshotFile file) throws IOException {
    try (SnapshotReader reader = store.read(file, 0)) {
      return QueueState.restore(() -> next(reader));
    } catch (DamagedStateException e) {
      throw new SnapshotDamagedException(new Damage(file.name(), 0, e.getMessage()));
    }
  }

  static void save(SnapshotStore store, SnapshotPoint point, FrozenState state) throws IOException {
    try (SnapshotWriter writer = store.begin(point)) {
      state.writeTo(writer::write);
      writer.commit();
    }
  }

  private static Optional<ByteBuffer> next(SnapshotReader reader) throws IOException {
    byte[] piece = reader.readNBytes(PIECE_BYTES);
    return piece.length == 0 ? Optional.empty() : Optional.of(ByteBuffer.wrap(piece));
  }
}
