package io.mq.ctl.cluster;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/** Held by whoever changes a cluster's state, so that two calls of the tool do not mix. */
final class ClusterLock implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 60;

  private final FileChannel channel;

  private ClusterLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Makes the folder if needed and waits for its lock. */
  static ClusterLock take(ClusterFolder folder) {
    try {
      Files.createDirectories(folder.path());
      FileChannel channel =
          FileChannel.open(folder.lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      await(channel, folder);
      return new ClusterLock(channel);
    } catch (IOException e) {
      throw ClusterException.failed("cannot lock " + folder.path() + ": " + e.getMessage() + ".");
    }
  }

  /** Whether somebody has it. */
  static boolean isHeld(ClusterFolder folder) {
    if (!Files.exists(folder.lockFile())) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(folder.lockFile(), StandardOpenOption.WRITE)) {
      return !tryLock(channel);
    } catch (IOException e) {
      return false;
    }
  }

  private static void await(FileChannel channel, ClusterFolder folder) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!tryLock(channel)) {
      if (System.nanoTime() - end >= 0) {
        channel.close();
        throw ClusterException.failed(
            "another mqctl has been changing cluster "
                + folder.name()
                + " for "
                + PATIENCE_SECONDS
                + " s; try again when it is done.");
      }
      Waiting.pause(20);
    }
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      // Another thread of this very process has it.
      return false;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw ClusterException.failed("cannot unlock the cluster: " + e.getMessage() + ".");
    }
  }
}
