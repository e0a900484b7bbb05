package io.mq.node.sim;

import io.mq.node.codec.MessageCodec;
import io.mq.node.codec.SnapshotCodec;
import io.mq.node.queue.Command;
import io.mq.node.queue.Query;
import io.mq.node.queue.QueueState;
import io.mq.node.raft.Configuration;
import io.mq.node.raft.HardState;
import io.mq.node.raft.Output;
import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.node.raft.Restored;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.runtime.Answer;
import io.mq.node.runtime.DiskRecovery;
import io.mq.node.runtime.ReceivedSnapshot;
import io.mq.node.runtime.Replica;
import io.mq.node.runtime.ReplicaEnvironment;
import io.mq.node.runtime.ReplicaEvent;
import io.mq.node.runtime.SnapshotEvents;
import io.mq.node.runtime.SnapshotFiles;
import io.mq.node.runtime.SnapshotPort;
import io.mq.node.storage.Disk;
import io.mq.node.storage.Identity;
import io.mq.node.storage.LogRefusedException;
import io.mq.node.storage.LogSettings;
import io.mq.node.storage.Recovered;
import io.mq.node.storage.SegmentedLog;
import io.mq.node.storage.SnapshotDamagedException;
import io.mq.node.storage.SnapshotFile;
import io.mq.node.storage.SnapshotStore;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One node: a machine with a disk and a clock, on which a process runs, dies and starts again. */
final class SimNode
    implements SimLinks.Receiver, SimWriter.Owner, SimSnapshots.Owner, ReplicaEnvironment {

  private static final LogSettings LOG = new LogSettings(16 << 10, 4 << 10, 0);

  /** As the production loop: after a long stall at most this many ticks are made up for. */
  private static final int MAX_TICKS_AT_ONCE = 100;

  private final World world;
  private final NodeId id;
  private final SimDisk disk;
  private final DiskTimes times;
  private final long tickNanos;
  private final ArrayDeque<Runnable> frozenEvents = new ArrayDeque<>();

  /** What the disk must hold whatever happens, and what the living process has written. */
  private LogMirror durable = new LogMirror();

  private LogMirror written = new LogMirror();
  private Replica replica;
  private SimWriter writer;
  private SimSnapshots snapshotting;
  private Optional<SnapshotStore> store = Optional.empty();
  private int incarnation;
  private boolean up;
  private boolean damaged;
  private boolean hopeless;
  private boolean batchEndPlanned;
  private long frozenUntilNanos;
  private RoleName knownRole = RoleName.FOLLOWER;

  SimNode(World world, NodeId id, double clockDrift) {
    this.world = world;
    this.id = id;
    this.disk = new SimDisk(world.seeds().of("disk " + id));
    this.times =
        new DiskTimes(
            world.scheduler(),
            world.seeds().of("disk times " + id),
            () -> world.counters().fault(FaultKind.SLOW_DISK));
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

  boolean isUp() {
    return up;
  }

  /** Whether it cannot be started again. */
  boolean isHopeless() {
    return hopeless;
  }

  /** Whether its disk has lost something and it is not repaired yet. */
  boolean isDamaged() {
    return damaged;
  }

  /** What the disk must hold: the log, in line with the newest snapshot. */
  LogMirror durable() {
    SnapshotPoint snapshot = durableSnapshot();
    return snapshot.index().equals(LogIndex.ZERO)
        ? durable
        : durable.inLineWith(snapshot, world.invariants().committedHash(snapshot.index().value()));
  }

  /** What the log on disk must hold, whatever the snapshots cover. */
  LogMirror durableLog() {
    return durable;
  }

  /** The term that the node cannot fall behind: the hard state's, or that of its snapshot. */
  Term durableTerm() {
    Term voted = durable.hardState().term();
    Term covered = durableSnapshot().term();
    return covered.isAfter(voted) ? covered : voted;
  }

  /** What the newest snapshot on disk covers. */
  SnapshotPoint durableSnapshot() {
    return store
        .flatMap(SnapshotStore::newest)
        .map(SnapshotFile::point)
        .orElse(SnapshotPoint.initial(Configuration.of(world.ids())));
  }

  LogMirror written() {
    return written;
  }

  /** The bytes of a leader's entries that are not committed. */
  long uncommittedBytes() {
    return written.bytesBehind(replica.core().commitIndex().value());
  }

  /** The living replica. */
  Replica replica() {
    return replica;
  }

  RoleName knownRole() {
    return knownRole;
  }

  void knownRole(RoleName role) {
    knownRole = role;
  }

  /** Starts the process, unless it runs or its log is damaged. */
  void start() {
    if (up || hopeless) {
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
        runWithSnapshots(seen, identity, planted.get());
        return;
      }
      DiskRecovery.Opened opened =
          new DiskRecovery(
                  seen,
                  identity,
                  LOG,
                  Configuration.of(world.ids()),
                  line -> world.trace(id, () -> line))
              .open(incarnation);
      opened.lost().ifPresent(this::damaged);
      run(opened.log(), opened.restored(), opened.snapshots(), opened.queues());
    } catch (SimDisk.PowerLost e) {
      world.crashed(this, true, "while it starts");
    } catch (LogRefusedException | SnapshotDamagedException e) {
      damaged(e.getMessage());
      hopeless = true;
    } catch (IOException e) {
      up = true;
      failed(e);
    }
  }

  private void runWithSnapshots(Disk seen, Identity identity, Recovered.Intact found)
      throws IOException {
    SnapshotStore snapshots = SnapshotStore.open(seen, identity, LOG);
    Recovered.Intact aligned = snapshots.align(found);
    QueueState queues = SnapshotFiles.loadNewest(snapshots);
    run(aligned.log(), restored(aligned), snapshots, queues);
  }

  private Restored restored(Recovered.Intact intact) {
    return intact.restored(Configuration.of(world.ids()));
  }

  private void damaged(String what) {
    if (!disk.hasRot()) {
      throw new InvariantBroken("crashes do no damage", id + ": " + what);
    }
    damaged = true;
  }

  private void run(SegmentedLog log, Restored found, SnapshotStore snapshots, QueueState queues) {
    SnapshotPoint base = found.snapshot();
    LogMirror onDisk = mirrorBehind(base);
    onDisk.hardState(found.hardState());
    found.entries().forEach(onDisk::put);
    if (damaged) {
      world.invariants().damaged(this);
    } else {
      world
          .invariants()
          .recovered(this, onDisk, base, writer == null ? List.of() : writer.underWay());
    }
    store = Optional.of(snapshots);
    durable = onDisk;
    written = onDisk.copy();
    HardState hardState = world.assembly().restored(found.hardState());
    Restored restored =
        new Restored(
            hardState,
            found.snapshot(),
            world.assembly().restored(found.entries()),
            found.repair());
    up = true;
    knownRole = RoleName.FOLLOWER;
    writer = new SimWriter(world.scheduler(), log, disk, times, this);
    SimWriter mine = writer;
    snapshotting =
        new SimSnapshots(
            world.scheduler(),
            world.seeds().of("snapshots " + id + " " + incarnation),
            snapshots,
            this::send,
            new ReplicaTold(),
            this);
    ReplicaEnvironment environment =
        world
            .assembly()
            .environment(
                id,
                this,
                sequence ->
                    world.scheduler().after(0, () -> event(mine, () -> persisted(sequence))));
    replica =
        new Replica(
            id,
            world.replicaSettings(),
            restored,
            queues,
            world.seeds().of("elections " + id + " " + incarnation),
            environment,
            world.assembly().rules());
    world.invariants().started(this);
    world.trace(id, () -> "started with " + onDisk);
    snapshotting.start();
    scheduleTick(mine, world.scheduler().nowNanos() + tickNanos);
    world.started(this);
  }

  private LogMirror mirrorBehind(SnapshotPoint base) {
    LogMirror mirror = new LogMirror();
    if (base.index().isAfter(LogIndex.ZERO)) {
      long index = base.index().value();
      mirror.reset(
          index, world.invariants().committedHash(index), base.term().value(), base.timeMillis());
    }
    return mirror;
  }

  /** The replica hears of its snapshots inside the event that brought them about. */
  private final class ReplicaTold implements SnapshotEvents {
    @Override
    public void snapshotTaken(LogIndex index) {
      world.counters().snapshots++;
      replica.snapshotTaken(index);
    }

    @Override
    public void snapshotNotTaken() {
      replica.snapshotNotTaken();
    }

    @Override
    public void snapshotSent(NodeId to, LogIndex index, boolean complete) {
      replica.snapshotSent(to, index, complete);
    }

    @Override
    public void snapshotReceived(ReceivedSnapshot snapshot) {
      replica.snapshotReceived(snapshot);
    }
  }

  @Override
  public void startLogBehind(SnapshotPoint point, boolean keepsSuffix) {
    if (!keepsSuffix) {
      world.counters().installations++;
      HardState hardState = written.hardState();
      written = mirrorBehind(point);
      written.hardState(hardState);
    }
    writer.startBehind(point, keepsSuffix);
  }

  @Override
  public void repaired() {
    writer.repaired();
  }

  @Override
  public void isRepaired() {
    damaged = false;
    world.counters().repairs++;
  }

  @Override
  public SnapshotPort snapshots() {
    return snapshotting;
  }

  @Override
  public void startsBehind(SnapshotPoint point, boolean keepsSuffix) {
    if (!keepsSuffix) {
      HardState hardState = durable.hardState();
      durable = mirrorBehind(point);
      durable.hardState(hardState);
    }
  }

  @Override
  public void run(SimSnapshots asking, Runnable action) {
    if (isAlive(asking)) {
      event(writer, action);
    }
  }

  @Override
  public boolean isAlive(SimSnapshots asking) {
    return up && asking == snapshotting;
  }

  private void persisted(long sequence) {
    replica.persisted(sequence);
  }

  /** The process is gone, and with {@code powerLost} whatever was not forced. */
  void crash(boolean powerLost) {
    up = false;
    replica = null;
    frozenEvents.clear();
    frozenUntilNanos = 0;
    batchEndPlanned = false;
    knownRole = RoleName.FOLLOWER;
    if (powerLost) {
      disk.losePower();
    } else {
      disk.processDied();
    }
  }

  /** Nothing in the process moves until then. */
  void freezeUntil(long nanos) {
    if (!up || frozenUntilNanos >= nanos) {
      return;
    }
    SimWriter mine = writer;
    frozenUntilNanos = nanos;
    world.scheduler().at(nanos, () -> thaw(mine));
  }

  private boolean isFrozen() {
    return world.scheduler().nowNanos() < frozenUntilNanos;
  }

  private void thaw(SimWriter mine) {
    if (!isAlive(mine) || isFrozen()) {
      return;
    }
    while (!frozenEvents.isEmpty() && isAlive(mine)) {
      event(mine, frozenEvents.removeFirst());
    }
  }

  private void scheduleTick(SimWriter mine, long atNanos) {
    world.scheduler().at(atNanos, () -> tick(mine, atNanos));
  }

  private void tick(SimWriter mine, long dueNanos) {
    if (!isAlive(mine)) {
      return;
    }
    if (isFrozen()) {
      // Behind the thawing, which was scheduled for the same instant before this.
      world.scheduler().at(frozenUntilNanos, () -> tick(mine, dueNanos));
      return;
    }
    long due = (world.scheduler().nowNanos() - dueNanos) / tickNanos + 1;
    for (long i = 0; i < Math.min(due, MAX_TICKS_AT_ONCE) && isAlive(mine); i++) {
      event(mine, replica::tick);
    }
    scheduleTick(mine, dueNanos + due * tickNanos);
  }

  /** Lets something happen in the process, now or when it is no longer frozen. */
  private void event(SimWriter mine, Runnable action) {
    if (!isAlive(mine)) {
      return;
    }
    if (isFrozen()) {
      frozenEvents.addLast(action);
      return;
    }
    action.run();
    if (up && !batchEndPlanned) {
      replica.endBatch();
    }
    if (up) {
      world.invariants().stepped(this);
    }
  }

  /** A client's request has arrived. */
  void execute(Command command, Consumer<Answer> client) {
    SimWriter mine = writer;
    event(
        mine,
        () -> {
          batchEndPlanned = true;
          replica.execute(world.assembly().command(command), client);
          world
              .scheduler()
              .after(
                  world.batchNanos(),
                  () -> {
                    if (isAlive(mine)) {
                      batchEndPlanned = false;
                      event(mine, () -> {});
                    }
                  });
        });
  }

  /** A client's question has arrived. */
  void query(Query query, Consumer<Answer> client) {
    event(writer, () -> replica.query(query, client));
  }

  @Override
  public void received(NodeId from, ByteBuffer message) {
    if (up) {
      world.trace(id, () -> "from " + from + ": " + describe(message));
      event(writer, () -> replica.received(from, message));
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
    if (up) {
      event(writer, () -> replica.linkUp(peer));
    }
  }

  @Override
  public void linkDown(NodeId peer) {
    if (up) {
      world.trace(id, () -> "link to " + peer + " is down");
      event(writer, () -> replica.linkDown(peer));
    }
  }

  @Override
  public boolean isAlive(SimWriter asking) {
    return up && asking == writer;
  }

  @Override
  public void forced(List<Output.Write> writes) {
    writes.forEach(durable::write);
    long sequence = writes.getLast().sequence();
    world.trace(id, () -> "forced " + sequence + ": " + durable);
    event(writer, () -> persisted(sequence));
  }

  @Override
  public void failed(IOException failure) {
    world.trace(id, () -> "disk: " + failure.getMessage());
    boolean powerLost = failure instanceof SimDisk.PowerLost || causedByPowerLoss(failure);
    if (!powerLost && world.assembly().survivesDiskFailure()) {
      List<Output.Write> lost = writer.underWay();
      if (!lost.isEmpty()) {
        event(writer, () -> persisted(lost.getLast().sequence()));
      }
      return;
    }
    world.crashed(this, powerLost, powerLost ? "during a write" : failure.getMessage());
  }

  private static boolean causedByPowerLoss(IOException failure) {
    return failure.getCause() instanceof SimDisk.PowerLost;
  }

  @Override
  public void write(Output.Write write) {
    world.invariants().writing(this, write);
    written.write(write);
    world.invariants().written(this, write);
    writer.submit(write);
  }

  @Override
  public void send(NodeId to, ByteBuffer message) {
    world.invariants().sending(this, to, message);
    world.links().send(id, to, message);
  }

  @Override
  public void observe(ReplicaEvent event) {
    world.trace(id, event::describe);
  }
}
