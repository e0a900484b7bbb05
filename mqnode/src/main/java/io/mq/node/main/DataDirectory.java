package io.mq.node.main;

import io.mq.node.raft.Configuration;
import io.mq.node.runtime.DiskRecovery;
import io.mq.node.storage.Disk;
import io.mq.node.storage.FileDisk;
import io.mq.node.storage.Identity;
import io.mq.node.storage.KnownPeers;
import io.mq.node.storage.LogRefusedException;
import io.mq.node.storage.LogSettings;
import io.mq.node.storage.Origin;
import io.mq.node.storage.SegmentedLog;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The node's data directory, open and locked.
 *
 * @param isNew whether it was made just now
 * @param origin how it began
 * @param peers whom the node has met
 * @param opened what is in it; its log is closed by the node's loop
 */
record DataDirectory(
    FileDisk directory,
    Disk disk,
    boolean isNew,
    Origin origin,
    KnownPeers peers,
    DiskRecovery.Opened opened)
    implements AutoCloseable {

  /**
   * Opens the directory of a node, or makes it if the node has never run.
   *
   * @param initial the members as the start file has them; counts only where the directory is made
   * @param mustExist refuse to make it: a node whose data is lost must not come back under its old
   *     id as if it had never voted (lesson 26)
   * @param layers what stands between the node and the directory
   * @param findings hears what recovery found
   * @throws StartFailedException if the directory cannot be this node's; nothing in it was changed
   */
  static DataDirectory open(
      Path path,
      Identity identity,
      Configuration initial,
      boolean mustExist,
      UnaryOperator<Disk> layers,
      Consumer<String> findings)
      throws StartFailedException {
    FileDisk directory = null;
    try {
      refuseForeign(path, identity.nodeId(), mustExist);
      directory = FileDisk.open(path);
      Disk disk = layers.apply(directory);
      boolean isNew = !SegmentedLog.isCreated(disk);
      if (isNew) {
        make(disk, identity, initial);
        findings.accept("storage new in " + path);
      }
      Origin origin = Origin.read(disk).orElseThrow(() -> originLost(identity.nodeId()));
      KnownPeers peers = KnownPeers.open(disk);
      Consumer<String> storage = line -> findings.accept("storage " + line);
      DiskRecovery.Opened opened =
          new DiskRecovery(disk, identity, LogSettings.DEFAULT, origin.initial(), storage)
              .open(new SecureRandom().nextLong());
      opened
          .snapshots()
          .newest()
          .ifPresent(
              snapshot ->
                  findings.accept(
                      "snapshot "
                          + snapshot.point().describe()
                          + " with "
                          + opened.queues().messageCount()
                          + " messages"));
      return new DataDirectory(directory, disk, isNew, origin, peers, opened);
    } catch (LogRefusedException e) {
      throw closing(
          directory, new StartFailedException("data directory " + path + ": " + e.getMessage(), e));
    } catch (IOException e) {
      throw closing(directory, new StartFailedException(e.getMessage(), e));
    } catch (StartFailedException e) {
      throw closing(directory, e);
    }
  }

  /** Makes the files of a node that has never run: how it began first, then an empty log. */
  static void make(Disk disk, Identity identity, Configuration initial) throws IOException {
    SecureRandom random = new SecureRandom();
    new Origin(random.nextLong(), initial).create(disk);
    SegmentedLog.create(disk, identity, LogSettings.DEFAULT, random.nextLong());
  }

  private static StartFailedException originLost(NodeId node) {
    return new StartFailedException(
        "the file "
            + Origin.FILE
            + " of the data directory is missing or damaged; put it back, or let the node in again"
            + " under a new number with mqctl node rejoin "
            + node);
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
  private static void refuseForeign(Path path, NodeId node, boolean mustExist)
      throws IOException, StartFailedException {
    if (Files.exists(path) && !Files.isDirectory(path)) {
      throw new StartFailedException("data directory " + path + " is a file");
    }
    boolean ours = Files.exists(path.resolve("identity"));
    if (mustExist && !ours) {
      throw new StartFailedException(
          "data directory "
              + path
              + " holds no data, and a node that has run before must not start without it; put the"
              + " data back, or let the node in again under a new number with mqctl node rejoin "
              + node);
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
          .filter(name -> !name.matches("log|lock|origin|peers|.*\\.tmp|segment-[0-9]+\\.log"))
          .sorted()
          .findFirst();
    }
  }

  /** Lets go of the directory; the log is the loop's to close. */
  @Override
  public void close() throws IOException {
    directory.close();
  }
}
