package io.mq.ctl.doctor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * How long a disk takes to force a small append, as a node's log would have it: into a file whose
 * space is taken already.
 */
record ForceTimes(int count, double medianMillis, double p99Millis) {

  private static final int APPENDS = 300;
  private static final int BYTES_OF_APPEND = 512;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** Those of appends that took so many nanoseconds each. */
  static ForceTimes of(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new ForceTimes(sorted.length, at(sorted, 0.5), at(sorted, 0.99));
  }

  private static double at(long[] sorted, double part) {
    int index = (int) Math.ceil(part * sorted.length) - 1;
    return sorted[Math.max(0, index)] / 1e6;
  }

  /**
   * Writes to a file of its own in that folder, which is removed again.
   *
   * @throws IOException if that is not possible
   */
  static ForceTimes measure(Path folder) throws IOException {
    Path file = Files.createTempFile(folder, ".mqctl-doctor-", ".tmp");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(APPENDS * BYTES_OF_APPEND), 0);
      channel.force(true);
      long[] nanos = new long[APPENDS];
      long begin = System.nanoTime();
      int done = 0;
      while (done < APPENDS && (done == 0 || System.nanoTime() - begin < PATIENCE_NANOS)) {
        byte[] bytes = new byte[BYTES_OF_APPEND];
        Arrays.fill(bytes, (byte) (done + 1));
        long start = System.nanoTime();
        channel.write(ByteBuffer.wrap(bytes), (long) done * BYTES_OF_APPEND);
        channel.force(false);
        nanos[done] = System.nanoTime() - start;
        done++;
      }
      return of(Arrays.copyOf(nanos, done));
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
