package io.mq.node.sim;

import io.mq.node.codec.MessageCodec;
import io.mq.node.codec.SnapshotCodec;
import io.mq.node.queue.QueueState;
import io.mq.node.raft.Output;
import io.mq.node.raft.Restored;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.runtime.DiskRecovery;
import io.mq.node.runtime.Replica;
import io.mq.node.runtime.SnapshotFiles;
import io.mq.node.storage.Disk;
import io.mq.node.storage.Identity;
import io.mq.node.storage.LogRefusedException;
import io.mq.node.storage.LogSettings;
import io.mq.node.storage.Recovered;
import io.mq.node.storage.SegmentedLog;
import io.mq.node.storage.SnapshotDamagedException;
import io.mq.node.storage.SnapshotStore;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * One node: a machine with a disk and a clock, on which a {@link SimProcess} runs, dies and starts
 * again.
 */
final class SimNode implements SimLinks.Receiver {

  private static final LogSettings LOG = new LogSettings(16 << 10, 4 << 10, 0);

  private final World world;
  private final NodeId id;
  private final SimDisk disk;
  private final DiskTimes times;
  private final DiskContents contents;
  private final long tickNanos;

  /** The newest process, dead or alive. */
  private Optional<SimProcess> process = Optional.empty();

  private int incarnation;
  private boolean damaged;
  private boolean repairEnds;
  private boolean hopeless;

  SimNode(World world, NodeId id, double clockDrift) {
    this.world = world;
    this.id = id;
    this.disk = new SimDisk(world.seeds().of("disk " + id));
    this.times =
        new DiskTimes(
            world.scheduler(),
            world.seeds().of("disk times " + id),
            () -> world.counters().fault(FaultKind.SLOW_DISK));
    this.contents = new DiskContents(world);
    this.tickNanos = (long) (world.raftSettings().tickMillis() * 1e6 * (1 + clockDrift));
  }

  NodeId id() {
    return id;
  }

  SimDisk disk() {
    return disk;
  }

  DiskTimes times() {
    return times;
  }

  /** What the disk must hold. */
  DiskContents contents() {
    return contents;
  }

  /** How long this node's clock takes for a tick. */
  long tickNanos() {
    return tickNanos;
  }

  boolean isUp() {
    return process.isPresent() && process.get().isUp();
  }

  /** Whether it cannot be started again. */
  boolean isHopeless() {
    return hopeless;
  }

  /** Whether its disk has lost something and it is not repaired yet. */
  boolean isDamaged() {
    return damaged;
  }

  /** The newest process. */
  SimProcess process() {
    return process.orElseThrow();
  }

  /** The living replica. */
  Replica replica() {
    return process().replica();
  }

  /** Starts the process, unless it runs or cannot. */
  void start() {
    if (isUp() || hopeless) {
      return;
    }
    incarnation++;
    try {
      Disk seen = world.assembly().disk(disk);
      Identity identity = new Identity("simulated", id);
      if (!SegmentedLog.isCreated(seen)) {
        SegmentedLog.create(seen, identity, LOG, Seeds.mix(id.number()));
      }
      Optional<Recovered.Intact> planted = world.assembly().opened(seen, identity, LOG);
      if (planted.isPresent()) {
        run(seen, identity, planted.get());
        return;
      }
      DiskRecovery.Opened opened =
          new DiskRecovery(
                  seen,
                  identity,
                  LOG,
                  world.firstMembersAsKnownTo(id),
                  line -> world.trace(id, () -> line))
              .open(incarnation);
      found(opened.lost());
      run(opened.log(), opened.restored(), opened.snapshots(), opened.queues());
    } catch (SimDisk.PowerLost e) {
      world.crashed(this, true, "while it starts");
    } catch (LogRefusedException | SnapshotDamagedException e) {
      damaged(e.getMessage());
      hopeless = true;
    } catch (IOException e) {
      failed(e);
    }
  }

  private void run(Disk seen, Identity identity, Recovered.Intact found) throws IOException {
    SnapshotStore snapshots = SnapshotStore.open(seen, identity, LOG);
    Recovered.Intact aligned = snapshots.align(found);
    QueueState queues = SnapshotFiles.loadNewest(snapshots);
    run(aligned.log(), aligned.restored(world.firstMembersAsKnownTo(id)), snapshots, queues);
  }

  private void run(
      SegmentedLog log, Restored restored, SnapshotStore snapshots, QueueState queues) {
    LogMirror onDisk = mirrorBehind(restored.snapshot());
    onDisk.hardState(restored.hardState());
    restored.entries().forEach(onDisk::put);
    if (damaged) {
      world.invariants().damaged(this);
    } else {
      List<Output.Write> underWay = process.map(SimProcess::writesUnderWay).orElse(List.of());
      world.invariants().recovered(this, onDisk, restored.snapshot(), underWay);
    }
    contents.found(onDisk, snapshots);
    SimProcess started = new SimProcess(world, this, incarnation);
    process = Optional.of(started);
    started.run(log, restored, snapshots, queues, onDisk.copy());
  }

  /** An empty log that starts behind a snapshot. */
  LogMirror mirrorBehind(SnapshotPoint base) {
    return new LogMirror(base, world.invariants().committedHash(base.index().value()));
  }

  /** Whether something is lost; a crash may have come when it was just no longer so. */
  private void found(Optional<String> lost) {
    if (lost.isPresent()) {
      damaged(lost.get());
    } else if (damaged) {
      Invariants.check(repairEnds, "damage counts until it is repaired", id::toString);
      repaired();
    }
    repairEnds = false;
  }

  private void damaged(String what) {
    mustBeRotten(what);
    damaged = true;
  }

  /** Whatever cannot be read back is the work of a flipped bit. */
  void mustBeRotten(String what) {
    if (!disk.hasRot()) {
      throw new InvariantBroken("crashes do no damage", id + ": " + what);
    }
  }

  /** All is there again, and its disk is about to count as undamaged. */
  void repairEnds() {
    repairEnds = true;
  }

  /** Its disk counts as undamaged again. */
  void repaired() {
    damaged = false;
    world.counters().repairs++;
  }

  /** The disk has failed: nothing that was written since the last force can be relied on. */
  void failed(IOException failure) {
    world.trace(id, () -> "disk: " + failure.getMessage());
    boolean powerLost = isPowerLoss(failure);
    world.crashed(this, powerLost, powerLost ? "during a write" : failure.getMessage());
  }

  /** Whether the machine went down, rather than its disk. */
  static boolean isPowerLoss(IOException failure) {
    return failure instanceof SimDisk.PowerLost || failure.getCause() instanceof SimDisk.PowerLost;
  }

  /** The process is gone, and with {@code powerLost} whatever was not forced. */
  void crash(boolean powerLost) {
    process.ifPresent(SimProcess::die);
    if (powerLost) {
      disk.losePower();
    } else {
      disk.processDied();
    }
  }

  /** Nothing in the process moves until then. */
  void freezeUntil(long nanos) {
    if (isUp()) {
      process().freezeUntil(nanos);
    }
  }

  @Override
  public void received(NodeId from, ByteBuffer message) {
    if (isUp()) {
      world.trace(id, () -> "from " + from + ": " + describe(message));
      process().event(() -> replica().received(from, message));
    }
  }

  private static String describe(ByteBuffer message) {
    try {
      if (SnapshotCodec.isSnapshotMessage(message)) {
        return SnapshotCodec.decode(message).describe();
      }
      return MessageCodec.decode(message).describe();
    } catch (MessageCodec.UnreadableException e) {
      return e.getMessage();
    }
  }

  @Override
  public void linkUp(NodeId peer) {
    if (isUp()) {
      process().event(() -> replica().linkUp(peer));
    }
  }

  @Override
  public void linkDown(NodeId peer) {
    if (isUp()) {
      world.trace(id, () -> "link to " + peer + " is down");
      process().event(() -> replica().linkDown(peer));
    }
  }
}
