package io.mq.node.runtime;

import io.mq.node.queue.QueueState;
import io.mq.node.raft.Configuration;
import io.mq.node.raft.HardState;
import io.mq.node.raft.Restored;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.storage.Disk;
import io.mq.node.storage.Identity;
import io.mq.node.storage.LogRefusedException;
import io.mq.node.storage.LogRefusedException.Reason;
import io.mq.node.storage.LogSalvage;
import io.mq.node.storage.LogSettings;
import io.mq.node.storage.Recovered;
import io.mq.node.storage.RepairNote;
import io.mq.node.storage.SegmentedLog;
import io.mq.node.storage.SnapshotDamagedException;
import io.mq.node.storage.SnapshotStore;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes a replica's data ready at its start: log and snapshot, in line with each other.
 *
 * <p>If any of it is damaged, the node starts all the same, on what is left, but {@link
 * Restored#repair() as one to be repaired}: it neither votes nor counts until a leader has given it
 * back what it lacks. A {@link RepairNote} keeps that in mind across further starts. Only a node
 * that is a cluster by itself is refused, for there is nobody who could repair it.
 *
 * <p>Used once, by one thread.
 */
public final class DiskRecovery {

  private final Disk disk;
  private final Identity identity;
  private final LogSettings settings;
  private final Configuration initial;
  private final Consumer<String> findings;
  private Optional<String> lost = Optional.empty();

  /**
   * Everything a replica starts with.
   *
   * @param log ready for use; the caller closes it
   * @param queues the state of the newest snapshot
   * @param lost what this disk has lost, in one sentence, until it is repaired
   */
  public record Opened(
      SegmentedLog log,
      SnapshotStore snapshots,
      Restored restored,
      QueueState queues,
      Optional<String> lost) {}

  /**
   * A recovery of a directory that has been created.
   *
   * @param initial the members of a log without a snapshot
   * @param findings hears what was found, a line each
   */
  public DiskRecovery(
      Disk disk,
      Identity identity,
      LogSettings settings,
      Configuration initial,
      Consumer<String> findings) {
    this.disk = disk;
    this.identity = identity;
    this.settings = settings;
    this.initial = initial;
    this.findings = findings;
  }

  /**
   * Opens it.
   *
   * @param repairId any number that no other start of this node has
   * @throws LogRefusedException with a sentence for the user, if the directory is not this node's,
   *     lacks files, or is damaged with nobody to repair it
   */
  public Opened open(long repairId) throws IOException {
    lost = RepairNote.read(disk);
    Recovered.Intact log = openLog();
    if (lost.isEmpty()) {
      RepairNote.deleteSetAside(disk);
      findings.accept(log.describe());
    } else {
      findings.accept(
          "under repair: "
              + lost.get()
              + "; stays out of the quorum until a leader that an undamaged majority follows has"
              + " repaired it");
    }
    return withSnapshots(log, repairId);
  }

  private Recovered.Intact openLog() throws IOException {
    try {
      return switch (SegmentedLog.open(disk, identity, settings)) {
        case Recovered.Intact intact -> intact;
        case Recovered.Damaged damaged -> salvage(damaged);
      };
    } catch (LogRefusedException e) {
      return salvageNothing(e);
    }
  }

  private Recovered.Intact salvage(Recovered.Damaged damaged) throws IOException {
    if (LogSalvage.isOnlyIdentity(damaged)) {
      LogSalvage.rewriteIdentity(disk, identity);
      findings.accept(damaged.damages().getFirst().describe() + "; written anew");
      return openLog();
    }
    noteLoss(damaged.describe(), damaged.mark());
    return LogSalvage.restart(disk, identity, settings, damaged);
  }

  /** A repair that a crash interrupted may have left gaps. */
  private Recovered.Intact salvageNothing(LogRefusedException refusal) throws IOException {
    if (lost.isEmpty() || refusal.reason() != Reason.MISSING_FILES) {
      throw refusal;
    }
    return LogSalvage.restart(disk, identity, settings, HardState.INITIAL);
  }

  private Opened withSnapshots(Recovered.Intact found, long repairId) throws IOException {
    Recovered.Intact log = found;
    try {
      while (true) {
        try {
          SnapshotStore snapshots = SnapshotStore.open(disk, identity, settings);
          QueueState queues = SnapshotFiles.loadNewest(snapshots);
          Recovered.Intact aligned = snapshots.align(log);
          Restored restored = aligned.restored(initial);
          return new Opened(
              aligned.log(),
              snapshots,
              lost.isPresent() ? restored.damaged(repairId) : restored,
              queues,
              lost);
        } catch (SnapshotDamagedException e) {
          noteLoss("the snapshot is damaged in " + e.damage().describe(), log.mark());
          log.log().close();
          log = LogSalvage.restart(disk, identity, settings, log.hardState());
          SnapshotStore.setAside(disk, e);
        } catch (LogRefusedException e) {
          log.log().close();
          log = salvageNothing(e);
        }
      }
    } catch (IOException e) {
      log.log().close();
      throw e;
    }
  }

  private void noteLoss(String what, Optional<SnapshotPoint> mark) throws IOException {
    Configuration members = mark.map(SnapshotPoint::configuration).orElse(initial);
    if (members.members().size() == 1) {
      throw new LogRefusedException(
          Reason.DAMAGED,
          what
              + "; no other node has a copy: put the files back from a backup, or start with an"
              + " empty directory and lose what this one held");
    }
    findings.accept("DAMAGED: " + what);
    if (lost.isEmpty()) {
      RepairNote.write(disk, what);
      lost = Optional.of(what);
    }
  }
}
