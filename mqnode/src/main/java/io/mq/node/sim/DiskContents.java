package io.mq.node.sim;

import io.mq.node.raft.Output;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.storage.SnapshotFile;
import io.mq.node.storage.SnapshotStore;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.Term;
import java.util.List;
import java.util.Optional;

/** What a node's disk must hold whatever happens: all that was forced, kept beside the disk. */
final class DiskContents {

  private final World world;
  private LogMirror log;
  private Optional<SnapshotStore> snapshots = Optional.empty();

  DiskContents(World world) {
    this.world = world;
    this.log = new LogMirror(SnapshotPoint.initial(world.firstMembers()), 0);
  }

  /** A starting process has read its disk, which held this. */
  void found(LogMirror onDisk, SnapshotStore store) {
    log = onDisk;
    snapshots = Optional.of(store);
  }

  /** The log, in line with the newest snapshot. */
  LogMirror inLine() {
    SnapshotPoint newest = snapshot();
    return newest.index().equals(LogIndex.ZERO)
        ? log
        : log.inLineWith(newest, world.invariants().committedHash(newest.index().value()));
  }

  /** The log, whatever the snapshots cover. */
  LogMirror log() {
    return log;
  }

  /** The term that the node cannot fall behind: the hard state's, or that of its snapshot. */
  Term term() {
    Term voted = log.hardState().term();
    Term covered = snapshot().term();
    return covered.isAfter(voted) ? covered : voted;
  }

  /** What the newest snapshot covers. */
  SnapshotPoint snapshot() {
    return snapshots
        .flatMap(SnapshotStore::newest)
        .map(SnapshotFile::point)
        .orElse(SnapshotPoint.initial(world.firstMembers()));
  }

  /** These writes have been forced. */
  void forced(List<Output.Write> writes) {
    writes.forEach(log::write);
  }

  /** The log now starts behind a snapshot, and nothing of it is left. */
  void startsBehind(LogMirror behind) {
    behind.hardState(log.hardState());
    log = behind;
  }
}
