package io.mq.node.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Reads the state out of a snapshot and verifies every byte of it. Nothing that cannot be verified
 * is handed out: {@link SnapshotDamagedException}.
 *
 * <p>Thread rule: used by one thread at a time; it need not be the log's.
 */
public final class SnapshotReader extends InputStream {

  /** What to do when the file is closed. */
  interface Release {
    /** The file is closed. */
    void released() throws IOException;
  }

  private final SnapshotFile snapshot;
  private final DiskFile file;
  private final Release release;
  private final int headerBytes;
  private final SnapshotFormat.End end;
  private final CRC32C checksum = new CRC32C();
  private final boolean fromStart;
  private ByteBuffer chunk = ByteBuffer.allocate(0);
  private int nextChunk;
  private boolean closed;

  private SnapshotReader(SnapshotFile snapshot, DiskFile file, long offset, Release release)
      throws IOException {
    this.snapshot = snapshot;
    this.file = file;
    this.release = release;
    headerBytes =
        SnapshotFormat.readHeader(file)
            .orElseThrow(() -> damaged(0, "the header cannot be read"))
            .sizeBytes();
    end =
        SnapshotFormat.readEnd(file)
            .orElseThrow(() -> damaged(headerBytes, "the end cannot be read"));
    fromStart = offset == 0;
    nextChunk = Math.toIntExact(offset / SnapshotFormat.CHUNK_BYTES);
    int skip = (int) (offset % SnapshotFormat.CHUNK_BYTES);
    if (skip > 0 && fill()) {
      chunk.position(skip);
    }
  }

  /** Opens a snapshot; {@code release} is called when it is closed, or could not be opened. */
  static SnapshotReader open(Disk disk, SnapshotFile snapshot, long offset, Release release)
      throws IOException {
    DiskFile file = disk.open(snapshot.name());
    try {
      return new SnapshotReader(snapshot, file, offset, release);
    } catch (IOException e) {
      file.close();
      release.released();
      throw e;
    }
  }

  /**
   * Reads a whole snapshot for its checksums only.
   *
   * @throws SnapshotDamagedException if it is damaged
   */
  static void verify(Disk disk, SnapshotFile snapshot) throws IOException {
    try (SnapshotReader reader = open(disk, snapshot, 0, () -> {})) {
      reader.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** Where this snapshot stands. */
  public SnapshotFile snapshot() {
    return snapshot;
  }

  @Override
  public int read() throws IOException {
    return chunk.hasRemaining() || fill() ? chunk.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!chunk.hasRemaining() && !fill()) {
      return -1;
    }
    int count = Math.min(length, chunk.remaining());
    chunk.get(target, offset, count);
    return count;
  }

  /** Reads the next chunk; false at the end. */
  private boolean fill() throws IOException {
    if (closed) {
      throw new IOException("the snapshot is closed");
    }
    long start = (long) nextChunk * SnapshotFormat.CHUNK_BYTES;
    int size = (int) Math.min(SnapshotFormat.CHUNK_BYTES, end.payloadBytes() - start);
    if (size <= 0) {
      return false;
    }
    long position =
        headerBytes
            + (long) nextChunk * (SnapshotFormat.CHUNK_BYTES + SnapshotFormat.CHUNK_OVERHEAD_BYTES);
    Optional<ByteBuffer> read = SnapshotFormat.readChunk(file, position, nextChunk, size);
    chunk = read.orElseThrow(() -> damaged(position, "a part of the state cannot be read"));
    nextChunk++;
    checksum.update(chunk.duplicate());
    if (fromStart
        && start + size == end.payloadBytes()
        && (int) checksum.getValue() != end.checksum()) {
      throw damaged(position, "the checksum of the whole state does not match");
    }
    return true;
  }

  private SnapshotDamagedException damaged(long offset, String what) {
    return new SnapshotDamagedException(new Damage(snapshot.name(), offset, what));
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      file.close();
      release.released();
    }
  }
}
