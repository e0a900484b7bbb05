package io.mq.node.main;

import io.mq.node.queue.QueueState;
import io.mq.node.raft.Configuration;
import io.mq.node.raft.Restored;
import io.mq.node.runtime.SnapshotFiles;
import io.mq.node.storage.FileDisk;
import io.mq.node.storage.Identity;
import io.mq.node.storage.LogRefusedException;
import io.mq.node.storage.LogSettings;
import io.mq.node.storage.Recovered;
import io.mq.node.storage.SegmentedLog;
import io.mq.node.storage.SnapshotStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The node's data directory, open and locked.
 *
 * @param log ready for use; closed by the node's loop
 * @param snapshots in line with the log
 * @param restored what was found
 * @param queues the state of the newest snapshot
 */
record DataDirectory(
    FileDisk disk, SegmentedLog log, SnapshotStore snapshots, Restored restored, QueueState queues)
    implements AutoCloseable {

  /**
   * Opens the directory of a node, or makes it if the node has never run.
   *
   * @param mustExist refuse to make it: a node whose data is lost must not come back under its old
   *     id as if it had never voted (lesson 26)
   * @param findings hears what recovery found
   * @throws StartFailedException if the directory cannot be this node's; nothing in it was changed
   */
  static DataDirectory open(
      Path path,
      Identity identity,
      Configuration initial,
      boolean mustExist,
      Consumer<String> findings)
      throws StartFailedException {
    FileDisk disk = null;
    try {
      refuseForeign(path, mustExist);
      disk = FileDisk.open(path);
      if (!SegmentedLog.isCreated(disk)) {
        long salt = new SecureRandom().nextLong();
        SegmentedLog.create(disk, identity, LogSettings.DEFAULT, salt);
        findings.accept("storage new in " + path);
      }
      Recovered recovered = SegmentedLog.open(disk, identity, LogSettings.DEFAULT);
      if (!(recovered instanceof Recovered.Intact intact)) {
        throw new StartFailedException("data directory " + path + ": " + recovered.describe());
      }
      findings.accept("storage " + intact.describe());
      return withSnapshots(disk, intact, identity, initial, findings);
    } catch (LogRefusedException e) {
      throw closing(
          disk, new StartFailedException("data directory " + path + ": " + e.getMessage(), e));
    } catch (IOException e) {
      throw closing(disk, new StartFailedException(e.getMessage(), e));
    } catch (StartFailedException e) {
      throw closing(disk, e);
    }
  }

  private static DataDirectory withSnapshots(
      FileDisk disk,
      Recovered.Intact intact,
      Identity identity,
      Configuration initial,
      Consumer<String> findings)
      throws IOException {
    try {
      SnapshotStore snapshots = SnapshotStore.open(disk, identity, LogSettings.DEFAULT);
      Restored restored = snapshots.align(intact).restored(initial);
      QueueState queues = SnapshotFiles.loadNewest(snapshots);
      if (snapshots.newest().isPresent()) {
        findings.accept(
            "snapshot "
                + restored.snapshot().describe()
                + " with "
                + queues.messageCount()
                + " messages");
      }
      return new DataDirectory(disk, intact.log(), snapshots, restored, queues);
    } catch (IOException e) {
      intact.log().close();
      throw e;
    }
  }

  private static StartFailedException closing(FileDisk disk, StartFailedException failure) {
    if (disk != null) {
      try {
        disk.close();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
    return failure;
  }

  /** Looks before anything is made, so that a mistyped path leaves no traces. */
  private static void refuseForeign(Path path, boolean mustExist)
      throws IOException, StartFailedException {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new StartFailedException("data directory " + path + " is a file");
    }
    boolean ours = Files.exists(path.resolve("identity"));
    if (mustExist && !ours) {
      throw new StartFailedException(
          "data directory "
              + path
              + " holds no data, and a node that has run before must not start without it");
    }
    if (!ours && Files.exists(path)) {
      Optional<String> stranger = firstStranger(path);
      if (stranger.isPresent()) {
        throw new StartFailedException(
            "data directory "
                + path
                + " is no data directory of a node and not empty: it holds "
                + stranger.get());
      }
    }
  }

  /** A file "log" is no stranger: whoever starts the node may keep its output there. */
  private static Optional<String> firstStranger(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.matches("log|lock|.*\\.tmp|segment-[0-9]+\\.log"))
          .sorted()
          .findFirst();
    }
  }

  /** Lets go of the directory; the log is the loop's to close. */
  @Override
  public void close() throws IOException {
    disk.close();
  }
}
