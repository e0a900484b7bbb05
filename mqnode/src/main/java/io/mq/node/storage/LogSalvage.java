package io.mq.node.storage;

import io.mq.node.raft.Entry;
import io.mq.node.raft.HardState;
import io.mq.node.raft.Output;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.storage.LogRefusedException.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Begins a log anew with what is left of a damaged one. The disk must carry a {@link RepairNote}
 * already: what comes out is a log to be repaired on, not one to vote on.
 *
 * <p>A new segment is made behind the old ones. From that moment these mean nothing, and are set
 * aside as the log is opened; then what is left is written to it. Wherever a crash comes, less may
 * be left; the other nodes have the rest.
 *
 * <p>Stateless.
 */
public final class LogSalvage {

  private LogSalvage() {}

  /** Keeps the state and the entries in front of the first damage. */
  public static Recovered.Intact restart(
      Disk disk, Identity identity, LogSettings settings, Recovered.Damaged damaged)
      throws IOException {
    return restart(disk, identity, settings, damaged.hardState(), damaged.mark(), damaged.before());
  }

  /** Keeps nothing but term and vote, as where the snapshot in front of the log is lost. */
  public static Recovered.Intact restart(
      Disk disk, Identity identity, LogSettings settings, HardState hardState) throws IOException {
    return restart(disk, identity, settings, hardState, Optional.empty(), List.of());
  }

  private static Recovered.Intact restart(
      Disk disk,
      Identity identity,
      LogSettings settings,
      HardState hardState,
      Optional<SnapshotPoint> mark,
      List<Entry> entries)
      throws IOException {
    SegmentedLog.deleteLeftovers(disk); // An earlier try may have ended in a crash.
    List<Long> old = FileNames.segments(disk.list());
    long number = old.isEmpty() ? 1 : old.getLast() + 1;
    SnapshotPoint start = mark.orElse(RecordCodec.NO_MARK);
    LogRecord.Header header =
        new LogRecord.Header(
            LogReader.owner(disk, identity).salt(),
            identity,
            number,
            0,
            start.index(),
            hardState,
            start);
    Segment.create(disk, settings, header).close();
    if (!(SegmentedLog.open(disk, identity, settings) instanceof Recovered.Intact intact)) {
      throw new IOException("a log that was just made cannot be read back");
    }
    if (!entries.isEmpty()) {
      intact.log().write(List.of(new Output.Write(1, Optional.empty(), entries)));
      intact.log().force();
    }
    return new Recovered.Intact(intact.log(), hardState, mark, List.copyOf(entries), 0);
  }

  /** Whether nothing is damaged but the file that says whose directory this is. */
  public static boolean isOnlyIdentity(Recovered.Damaged damaged) {
    return damaged.damages().size() == 1
        && damaged.damages().getFirst().file().equals(FileNames.IDENTITY);
  }

  /**
   * Writes that file again: every segment's header says the same, so nothing is lost.
   *
   * @throws LogRefusedException if no header can be read either
   */
  public static void rewriteIdentity(Disk disk, Identity identity) throws IOException {
    LogRecord.Owner owner = LogReader.owner(disk, identity);
    SegmentedLog.writeIdentity(disk, owner);
  }

  /** A refusal: not even whose directory this is can be told. */
  static LogRefusedException nobodysDirectory() {
    return new LogRefusedException(
        Reason.MISSING_FILES,
        "neither the file '"
            + FileNames.IDENTITY
            + "' nor the header of any log segment can be read; put the files back, or remove this"
            + " node from the cluster and let it join anew");
  }
}
