package io.mq.node.storage;

/**
 * How the log uses the disk.
 *
 * @param segmentBytes a segment is closed when the next batch would make it larger than this; a
 *     batch that is larger by itself gets a segment of its own
 * @param growBytes a segment is preallocated in steps of this size
 * @param reserveBytes space that the log leaves free on the disk; with less it reports {@link
 *     DiskFullException}
 */
public record LogSettings(int segmentBytes, int growBytes, long reserveBytes) {

  /**
   * Segments of 64 MiB, preallocated in steps of 4 MiB (which keeps a step to a few milliseconds),
   * 16 MiB left free.
   */
  public static final LogSettings DEFAULT = new LogSettings(64 << 20, 4 << 20, 16 << 20);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if a size is out of range
   */
  public LogSettings {
    if (segmentBytes < 1024 || segmentBytes > 1 << 30) {
      throw new IllegalArgumentException(
          "a segment has 1 KiB to 1 GiB; got " + segmentBytes + " bytes");
    }
    if (growBytes < 512 || growBytes > segmentBytes) {
      throw new IllegalArgumentException(
          "a segment grows by 512 bytes up to its own size; got " + growBytes + " bytes");
    }
    if (reserveBytes < 0) {
      throw new IllegalArgumentException("the reserve is 0 or more; got " + reserveBytes);
    }
  }
}
