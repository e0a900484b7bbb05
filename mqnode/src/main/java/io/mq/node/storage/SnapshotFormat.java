package io.mq.node.storage;

import io.mq.node.raft.Frame;
import io.mq.node.raft.SnapshotPoint;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The bytes of a snapshot file: a header frame (owner, point), chunk frames {@code [number
 * u32][bytes]} that are all full but the last, and an end frame {@code [payload u64][crc32c u32]}
 * over the whole payload. Stateless.
 */
final class SnapshotFormat {

  static final int CHUNK_BYTES = 64 << 10;
  static final int CHUNK_OVERHEAD_BYTES = Frame.HEADER_BYTES + 1 + 4;
  static final int END_BYTES = Frame.HEADER_BYTES + 1 + 8 + 4;

  private static final byte HEADER = 8;
  private static final byte CHUNK = 9;
  private static final byte END = 10;

  private static final int MAX_HEADER_BYTES = 8 << 20;

  /** The content of the header frame, and its size. */
  record Header(LogRecord.Owner owner, SnapshotPoint point, int sizeBytes) {}

  /** The content of the end frame. */
  record End(long payloadBytes, int checksum) {}

  private SnapshotFormat() {}

  static ByteBuffer encodeHeader(Identity identity, SnapshotPoint point) {
    byte[] cluster = identity.clusterId().getBytes(StandardCharsets.UTF_8);
    int size = 8 + 4 + 8 + 4 + 2 + cluster.length + RecordCodec.markBytes(point);
    ByteBuffer frame = Frame.allocate(HEADER, size);
    RecordCodec.putOwner(frame, 0, identity, cluster);
    RecordCodec.putMark(frame, point);
    return Frame.seal(frame);
  }

  static Optional<Header> readHeader(DiskFile file) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(Frame.HEADER_BYTES);
    if (file.read(0, head) < Frame.HEADER_BYTES
        || head.getInt(0) < 1
        || head.getInt(0) > MAX_HEADER_BYTES) {
      return Optional.empty();
    }
    ByteBuffer frame = read(file, 0, Frame.sizeAt(head, 0));
    if (!Frame.isValidAt(frame, 0) || Frame.typeAt(frame, 0) != HEADER) {
      return Optional.empty();
    }
    ByteBuffer payload = Frame.payloadAt(frame, 0);
    try {
      LogRecord.Owner owner = RecordCodec.getOwner(payload);
      return Optional.of(new Header(owner, RecordCodec.getMark(payload), frame.limit()));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static ByteBuffer encodeChunk(int number, ByteBuffer bytes) {
    ByteBuffer frame = Frame.allocate(CHUNK, 4 + bytes.remaining());
    return Frame.seal(frame.putInt(number).put(bytes));
  }

  /** The bytes of chunk {@code number} at {@code position}; empty if they cannot be read. */
  static Optional<ByteBuffer> readChunk(DiskFile file, long position, int number, int bytes)
      throws IOException {
    ByteBuffer frame = read(file, position, CHUNK_OVERHEAD_BYTES + bytes);
    if (!Frame.isValidAt(frame, 0)
        || Frame.typeAt(frame, 0) != CHUNK
        || Frame.sizeAt(frame, 0) != CHUNK_OVERHEAD_BYTES + bytes) {
      return Optional.empty();
    }
    ByteBuffer payload = Frame.payloadAt(frame, 0);
    return payload.getInt() == number ? Optional.of(payload.slice()) : Optional.empty();
  }

  static ByteBuffer encodeEnd(End end) {
    ByteBuffer frame = Frame.allocate(END, 8 + 4);
    return Frame.seal(frame.putLong(end.payloadBytes()).putInt(end.checksum()));
  }

  static Optional<End> readEnd(DiskFile file) throws IOException {
    if (file.size() < END_BYTES) {
      return Optional.empty();
    }
    ByteBuffer frame = read(file, file.size() - END_BYTES, END_BYTES);
    if (!Frame.isValidAt(frame, 0) || Frame.typeAt(frame, 0) != END) {
      return Optional.empty();
    }
    ByteBuffer payload = Frame.payloadAt(frame, 0);
    return Optional.of(new End(payload.getLong(), payload.getInt()));
  }

  /** The size of a whole file. */
  static long fileBytes(int headerBytes, long payloadBytes) {
    long chunks = (payloadBytes + CHUNK_BYTES - 1) / CHUNK_BYTES;
    return headerBytes + payloadBytes + chunks * CHUNK_OVERHEAD_BYTES + END_BYTES;
  }

  private static ByteBuffer read(DiskFile file, long position, int size) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(size);
    file.read(position, bytes);
    return bytes.flip();
  }
}
