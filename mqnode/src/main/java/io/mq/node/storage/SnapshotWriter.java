package io.mq.node.storage;

import io.mq.node.raft.SnapshotPoint;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Writes one snapshot under a temporary name. Until {@link #commit} has returned, it does not
 * exist; closed without that, it never will.
 *
 * <p>Thread rule: used by one thread at a time; it need not be the log's.
 */
public final class SnapshotWriter implements Closeable {

  /** Forced in between, so that no mountain of unwritten data slows down the log's forces. */
  private static final long FORCE_EVERY_BYTES = 8 << 20;

  private final SnapshotStore store;
  private final SnapshotPoint point;
  private final String temporary;
  private final DiskFile file;
  private final ByteBuffer chunk = ByteBuffer.allocate(SnapshotFormat.CHUNK_BYTES);
  private final CRC32C checksum = new CRC32C();
  private long position;
  private long forcedPosition;
  private int chunks;
  private Optional<SnapshotFile> finished = Optional.empty();
  private boolean closed;

  SnapshotWriter(SnapshotStore store, SnapshotPoint point, String temporary, ByteBuffer header)
      throws IOException {
    this.store = store;
    this.point = point;
    this.temporary = temporary;
    this.file = store.disk().create(temporary);
    position = header.remaining();
    file.write(0, List.of(header));
  }

  /** How much of the state has been taken. */
  public long bytesWritten() {
    return (long) chunks * SnapshotFormat.CHUNK_BYTES + chunk.position();
  }

  /**
   * Takes the next bytes of the state.
   *
   * @throws DiskFullException if there is no room for them; close this and try a snapshot later
   */
  public void write(ByteBuffer bytes) throws IOException {
    checkOpen();
    if (finished.isPresent()) {
      throw new IllegalStateException("the snapshot is finished");
    }
    checksum.update(bytes.duplicate());
    int offset = bytes.position();
    while (offset < bytes.limit()) {
      int count = Math.min(chunk.remaining(), bytes.limit() - offset);
      chunk.put(chunk.position(), bytes, offset, count).position(chunk.position() + count);
      offset += count;
      if (!chunk.hasRemaining()) {
        writeChunk();
      }
    }
    bytes.position(offset);
  }

  private void writeChunk() throws IOException {
    store.checkRoom(chunk.position());
    ByteBuffer frame = SnapshotFormat.encodeChunk(chunks, chunk.flip());
    int size = frame.remaining();
    file.write(position, List.of(frame));
    position += size;
    chunks++;
    chunk.clear();
    if (position - forcedPosition >= FORCE_EVERY_BYTES) {
      file.force();
      forcedPosition = position;
    }
  }

  /**
   * Makes what was taken durable, still under its temporary name, so that it can be read back
   * before it counts. There is no more to write then.
   */
  public SnapshotFile finish() throws IOException {
    checkOpen();
    if (finished.isPresent()) {
      return finished.get();
    }
    long payloadBytes = bytesWritten();
    if (chunk.position() > 0) {
      writeChunk();
    }
    SnapshotFormat.End end = new SnapshotFormat.End(payloadBytes, (int) checksum.getValue());
    file.write(position, List.of(SnapshotFormat.encodeEnd(end)));
    file.force();
    file.close();
    finished = Optional.of(new SnapshotFile(temporary, point, payloadBytes));
    return finished.get();
  }

  /**
   * Makes the snapshot durable and the newest, and deletes older ones. If the store already has one
   * that covers as much, that one stays and this one is dropped.
   */
  public SnapshotFile commit() throws IOException {
    SnapshotFile whole = finish();
    closed = true;
    return store.install(temporary, point, whole.payloadBytes());
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the snapshot is closed");
    }
  }

  /** Drops the snapshot unless it was committed. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      if (finished.isEmpty()) {
        file.close();
      }
      store.discard(temporary);
    }
  }
}
