package io.mq.node.storage;

import io.mq.node.raft.Entry;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.storage.LogRefusedException.Reason;
import io.mq.shared.id.LogIndex;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The snapshots of one node, in the same directory as its log.
 *
 * <h2>Files</h2>
 *
 * <ul>
 *   <li>{@code snapshot-0000000000000000042.snap}: a complete snapshot up to that index (see
 *       SnapshotFormat).
 *   <li>{@code snapshot-...snap.N.tmp}: one that is being written.
 * </ul>
 *
 * <p>A snapshot is written in chunks with checksums, forced, renamed, and the directory forced
 * (lesson 13). One that a peer has sent is read back before it is renamed. Then older ones are
 * deleted. A crash may leave a {@code .tmp} file, which is deleted on open, or older snapshots,
 * which are deleted too. A snapshot under its real name that cannot be read is damage: {@link
 * SnapshotDamagedException}.
 *
 * <p>The order with the log: commit the snapshot, write and force its mark, then delete the prefix
 * of the log.
 *
 * <p>Thread rule: safe for use by several threads; one writer at a time.
 */
public final class SnapshotStore {

  private static final int INDEX_DIGITS = 19;
  private static final Pattern NAME =
      Pattern.compile("snapshot-[0-9]{" + INDEX_DIGITS + "}\\.snap");

  private final Disk disk;
  private final Identity identity;
  private final long reserveBytes;

  /** How many readers each file has; a file is not deleted while it is read. */
  private final TreeMap<String, Integer> readers = new TreeMap<>();

  private long begun;
  private Optional<SnapshotFile> newest = Optional.empty();
  private boolean newestIsDamaged;

  private SnapshotStore(Disk disk, Identity identity, long reserveBytes) {
    this.disk = disk;
    this.identity = identity;
    this.reserveBytes = reserveBytes;
  }

  /**
   * Finds the newest snapshot and removes what a crash has left. The state itself is verified when
   * it is read.
   *
   * @throws SnapshotDamagedException if the newest one cannot be read; nothing was changed
   * @throws LogRefusedException if it belongs to another cluster or node
   */
  public static SnapshotStore open(Disk disk, Identity identity, LogSettings settings)
      throws IOException {
    SnapshotStore store = new SnapshotStore(disk, identity, settings.reserveBytes());
    store.newest = newest(disk, identity);
    for (String name : disk.list()) {
      if (isLeftover(name)) {
        disk.delete(name);
      }
    }
    disk.forceDirectory();
    store.deleteOlder();
    return store;
  }

  /**
   * Sets a damaged snapshot aside, so that {@link #open} finds what there is without it. The disk
   * must carry a {@link RepairNote} already.
   */
  public static void setAside(Disk disk, SnapshotDamagedException damaged) throws IOException {
    RepairNote.setAside(disk, damaged.damage().file());
  }

  /** Finds the newest snapshot and changes nothing. */
  static Optional<SnapshotFile> newest(Disk disk, Identity identity) throws IOException {
    Optional<String> last =
        disk.list().stream().filter(SnapshotStore::isSnapshot).reduce((_, b) -> b);
    return last.isEmpty() ? Optional.empty() : Optional.of(describe(disk, identity, last.get()));
  }

  private static boolean isSnapshot(String name) {
    return NAME.matcher(name).matches();
  }

  private static boolean isLeftover(String name) {
    return name.endsWith(FileNames.TEMPORARY)
        && isSnapshot(name.replaceFirst("[.][0-9]+" + FileNames.TEMPORARY + "$", ""));
  }

  /** Reads header and end of a file. */
  private static SnapshotFile describe(Disk disk, Identity identity, String name)
      throws IOException {
    try (DiskFile file = disk.open(name)) {
      SnapshotFormat.Header header =
          SnapshotFormat.readHeader(file)
              .orElseThrow(() -> damaged(name, 0, "the header cannot be read"));
      if (!header.owner().identity().equals(identity)) {
        boolean sameCluster = header.owner().identity().clusterId().equals(identity.clusterId());
        throw new LogRefusedException(
            sameCluster ? Reason.OTHER_NODE : Reason.OTHER_CLUSTER,
            name
                + " belongs to "
                + header.owner().identity()
                + ", and this is "
                + identity
                + "; choose the right directory");
      }
      Optional<SnapshotFormat.End> end = SnapshotFormat.readEnd(file);
      if (end.isEmpty()
          || file.size()
              != SnapshotFormat.fileBytes(header.sizeBytes(), end.get().payloadBytes())) {
        throw damaged(name, header.sizeBytes(), "the end cannot be read");
      }
      return new SnapshotFile(name, header.point(), end.get().payloadBytes());
    }
  }

  /**
   * Brings the log in line with the newest snapshot, where a crash came between the two: a snapshot
   * that the log has no mark for yet gets it now, durably. The entries behind it stay if the log
   * holds the snapshot's own entry (lesson 21), else the log is dropped (lesson 22).
   *
   * @throws LogRefusedException if the log starts behind a snapshot that is not there (lesson 25)
   */
  public Recovered.Intact align(Recovered.Intact found) throws IOException {
    LogIndex start = found.mark().map(SnapshotPoint::index).orElse(LogIndex.ZERO);
    LogIndex covered = newest().map(file -> file.point().index()).orElse(LogIndex.ZERO);
    if (covered.isBefore(start)) {
      throw new LogRefusedException(
          Reason.MISSING_FILES,
          "the data directory lacks the snapshot up to index "
              + start
              + "; put the file back, or remove this node from the cluster and let it join anew");
    }
    if (covered.equals(start)) {
      return found;
    }
    SnapshotPoint point = newest().orElseThrow().point();
    int behind = Math.toIntExact(covered.value() - start.value());
    boolean keepsSuffix =
        behind <= found.entries().size()
            && found.entries().get(behind - 1).term().equals(point.term());
    found.log().writeMark(point, keepsSuffix);
    found.log().force();
    List<Entry> entries =
        keepsSuffix ? found.entries().subList(behind, found.entries().size()) : List.of();
    return new Recovered.Intact(
        found.log(), found.hardState(), Optional.of(point), List.copyOf(entries), found.cutBytes());
  }

  private static SnapshotDamagedException damaged(String name, long offset, String what) {
    return new SnapshotDamagedException(new Damage(name, offset, what));
  }

  /** The newest complete snapshot. */
  public synchronized Optional<SnapshotFile> newest() {
    return newest;
  }

  /**
   * Begins a snapshot. Another of the same index may be unfinished, as when a node takes one itself
   * while it is being sent one; so each has a temporary file of its own.
   */
  public synchronized SnapshotWriter begin(SnapshotPoint point) throws IOException {
    begun++;
    String temporary = name(point) + "." + begun + FileNames.TEMPORARY;
    return new SnapshotWriter(this, point, temporary, SnapshotFormat.encodeHeader(identity, point));
  }

  private static String name(SnapshotPoint point) {
    return "snapshot-" + FileNames.padded(point.index().value(), INDEX_DIGITS) + ".snap";
  }

  /**
   * Opens the state of a snapshot, from a byte of it on; close it after use.
   *
   * @param offset 0 to {@code payloadBytes}
   */
  public synchronized SnapshotReader read(SnapshotFile snapshot, long offset) throws IOException {
    readers.merge(snapshot.name(), 1, Integer::sum);
    return SnapshotReader.open(disk, snapshot, offset, () -> released(snapshot.name()));
  }

  Disk disk() {
    return disk;
  }

  void checkRoom(int bytes) throws IOException {
    long usable = disk.usableBytes();
    if (usable < bytes + reserveBytes) {
      throw new DiskFullException(bytes + reserveBytes, usable);
    }
  }

  synchronized SnapshotFile install(String temporary, SnapshotPoint point, long payloadBytes)
      throws IOException {
    if (newest.isPresent() && !isImprovedBy(point)) {
      disk.delete(temporary);
      return newest.get();
    }
    disk.rename(temporary, name(point));
    disk.forceDirectory();
    SnapshotFile installed = new SnapshotFile(name(point), point, payloadBytes);
    newest = Optional.of(installed);
    newestIsDamaged = false;
    deleteOlder();
    return installed;
  }

  private boolean isImprovedBy(SnapshotPoint point) {
    int further = point.index().compareTo(newest.orElseThrow().point().index());
    return further > 0 || (further == 0 && newestIsDamaged);
  }

  /** The newest one cannot be read back: the next one that reaches as far takes its place. */
  public synchronized void distrustNewest() {
    newestIsDamaged = true;
  }

  synchronized void discard(String temporary) throws IOException {
    disk.delete(temporary);
  }

  synchronized void released(String name) throws IOException {
    readers.computeIfPresent(name, (_, count) -> count > 1 ? count - 1 : null);
    deleteOlder();
  }

  private void deleteOlder() throws IOException {
    for (String name : disk.list()) {
      if (isSnapshot(name)
          && !readers.containsKey(name)
          && !name.equals(newest.orElseThrow().name())) {
        disk.delete(name);
      }
    }
  }
}
