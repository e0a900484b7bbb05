package io.mq.node.storage;

import io.mq.node.raft.Frame;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;

/**
 * The segment that is being written: a preallocated file and the offset of its end.
 *
 * <p>Thread rule: used by one thread at a time.
 */
final class Segment implements Closeable {

  private static final int ZERO_CHUNK_BYTES = 64 << 10;

  private final long number;
  private final Disk disk;
  private final DiskFile file;
  private final LogSettings settings;
  private final long firstBatchOffset;
  private long sizeBytes;
  private long endOffset;

  private Segment(Disk disk, DiskFile file, LogSettings settings, long number, long endOffset)
      throws IOException {
    this.disk = disk;
    this.file = file;
    this.settings = settings;
    this.number = number;
    this.endOffset = endOffset;
    this.sizeBytes = file.size();
    ByteBuffer head = ByteBuffer.allocate(Frame.HEADER_BYTES);
    file.read(0, head);
    this.firstBatchOffset = Frame.sizeAt(head, 0);
  }

  /** Opens an existing one whose contents end at {@code endOffset}. */
  static Segment open(Disk disk, LogSettings settings, long number, long endOffset)
      throws IOException {
    DiskFile file = disk.open(FileNames.segment(number));
    return new Segment(disk, file, settings, number, endOffset);
  }

  /**
   * Creates one: written under a temporary name, forced, renamed, and the directory forced (lesson
   * 13), so that a file with a segment's name always has a header.
   *
   * @throws DiskFullException if there is no room; nothing is left behind
   */
  static Segment create(Disk disk, LogSettings settings, LogRecord.Header header)
      throws IOException {
    String name = FileNames.segment(header.segment());
    String temporary = name + FileNames.TEMPORARY;
    ByteBuffer head = RecordCodec.encode(header);
    int size = head.remaining();
    checkRoom(disk, settings, Math.max(size, settings.growBytes()));
    try (DiskFile file = disk.create(temporary)) {
      grow(disk, file, 0, Math.max(size, settings.growBytes()));
      file.write(0, List.of(head));
      file.force();
    } catch (DiskFullException e) {
      disk.delete(temporary);
      throw e;
    }
    disk.rename(temporary, name);
    disk.forceDirectory();
    return open(disk, settings, header.segment(), size);
  }

  long number() {
    return number;
  }

  /** Whether it holds nothing but its header. */
  boolean isEmpty() {
    return endOffset == firstBatchOffset;
  }

  /** Whether {@code bytes} more would make it larger than a segment should be. */
  boolean isTooSmallFor(long bytes) {
    return endOffset + bytes > settings.segmentBytes();
  }

  /**
   * Makes room for {@code bytes} more.
   *
   * @throws DiskFullException if there is none; nothing has changed
   */
  void reserve(long bytes) throws IOException {
    long needed = endOffset + bytes;
    if (needed <= sizeBytes) {
      return;
    }
    long step = settings.growBytes();
    long target =
        Math.max(needed, Math.min((needed + step - 1) / step * step, settings.segmentBytes()));
    checkRoom(disk, settings, target - sizeBytes);
    grow(disk, file, sizeBytes, target);
    sizeBytes = target;
  }

  private static void checkRoom(Disk disk, LogSettings settings, long bytes) throws IOException {
    long usable = disk.usableBytes();
    if (usable < bytes + settings.reserveBytes()) {
      throw new DiskFullException(bytes + settings.reserveBytes(), usable);
    }
  }

  /** Grows a file, or leaves it as it was and says that the disk is full. */
  private static void grow(Disk disk, DiskFile file, long from, long to) throws IOException {
    try {
      file.resize(to);
    } catch (IOException e) {
      if (!isDiskFull(e) && disk.usableBytes() >= to - from) {
        throw e;
      }
      file.resize(from);
      DiskFullException full = new DiskFullException(to - from, disk.usableBytes());
      full.addSuppressed(e);
      throw full;
    }
  }

  private static boolean isDiskFull(IOException e) {
    String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
    return message.contains("no space left") || message.contains("quota exceeded");
  }

  /** Writes at the end and moves it; there must be room. */
  void append(List<ByteBuffer> frames, long bytes) throws IOException {
    file.write(endOffset, frames);
    endOffset += bytes;
  }

  /** Writes a record where the next batch will overwrite it; does nothing if there is no room. */
  void writeBehindEnd(ByteBuffer frame) throws IOException {
    if (endOffset + frame.remaining() <= sizeBytes) {
      file.write(endOffset, List.of(frame));
    }
  }

  /** Writes again what is there already. */
  void rewrite(long offset, ByteBuffer bytes) throws IOException {
    file.write(offset, List.of(bytes));
  }

  /** Overwrites everything between the end and {@code to} with zeros. */
  void zeroUpTo(long to) throws IOException {
    for (long at = endOffset; at < to; at += ZERO_CHUNK_BYTES) {
      int size = (int) Math.min(ZERO_CHUNK_BYTES, to - at);
      file.write(at, List.of(ByteBuffer.allocate(size)));
    }
  }

  void force() throws IOException {
    file.force();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
