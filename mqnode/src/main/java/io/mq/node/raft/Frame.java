package io.mq.node.raft;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The one encoding of a checksummed record, used for log entries here and for all other records by
 * storage: {@code [length u32][crc32c u32][type u8][payload]}, big-endian.
 *
 * <p>{@code length} counts the type byte and the payload; the checksum covers length, type and
 * payload, so a damaged length is found as well (lesson 16). Stateless.
 */
public final class Frame {

  /** Bytes in front of the type byte. */
  public static final int HEADER_BYTES = 8;

  /** The largest {@code length} a reader accepts: 64 MiB. */
  public static final int MAX_LENGTH = 64 << 20;

  private Frame() {}

  /**
   * A buffer for a frame with room for {@code payloadBytes}, positioned at the payload. Fill it,
   * then call {@link #seal}.
   */
  public static ByteBuffer allocate(byte type, int payloadBytes) {
    ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + 1 + payloadBytes);
    frame.putInt(1 + payloadBytes).putInt(0).put(type);
    return frame;
  }

  /** Writes the checksum of a filled frame that starts at 0, and returns it ready to be read. */
  public static ByteBuffer seal(ByteBuffer frame) {
    frame.putInt(4, checksum(frame, 0, frame.getInt(0)));
    return frame.position(0).limit(HEADER_BYTES + frame.getInt(0));
  }

  /**
   * Whether an intact frame starts at {@code offset}. Never throws on damaged input.
   *
   * @param buffer any buffer; its position is left alone
   * @param offset from the start of the buffer
   */
  public static boolean isValidAt(ByteBuffer buffer, int offset) {
    if (offset < 0 || buffer.limit() - offset < HEADER_BYTES + 1) {
      return false;
    }
    int length = buffer.getInt(offset);
    if (length < 1 || length > MAX_LENGTH || length > buffer.limit() - offset - HEADER_BYTES) {
      return false;
    }
    return checksumAt(buffer, offset) == checksum(buffer, offset, length);
  }

  /** The size in bytes of the whole frame that starts at {@code offset}. */
  public static int sizeAt(ByteBuffer buffer, int offset) {
    return HEADER_BYTES + buffer.getInt(offset);
  }

  /** The type byte of the frame that starts at {@code offset}. */
  public static byte typeAt(ByteBuffer buffer, int offset) {
    return buffer.get(offset + HEADER_BYTES);
  }

  /** The checksum that the frame at {@code offset} carries. */
  public static int checksumAt(ByteBuffer buffer, int offset) {
    return buffer.getInt(offset + 4);
  }

  /** A view of the payload of the frame that starts at {@code offset}. */
  public static ByteBuffer payloadAt(ByteBuffer buffer, int offset) {
    return buffer.slice(offset + HEADER_BYTES + 1, buffer.getInt(offset) - 1);
  }

  private static int checksum(ByteBuffer buffer, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(buffer.slice(offset, 4));
    crc.update(buffer.slice(offset + HEADER_BYTES, length));
    return (int) crc.getValue();
  }
}
