package io.mq.node.sim;

import io.mq.node.codec.MessageCodec;
import io.mq.node.queue.Command;
import io.mq.node.queue.Query;
import io.mq.node.raft.Configuration;
import io.mq.node.raft.HardState;
import io.mq.node.raft.Output;
import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.node.raft.Restored;
import io.mq.node.runtime.Answer;
import io.mq.node.runtime.Replica;
import io.mq.node.runtime.ReplicaEnvironment;
import io.mq.node.runtime.ReplicaEvent;
import io.mq.node.storage.Disk;
import io.mq.node.storage.Identity;
import io.mq.node.storage.LogRefusedException;
import io.mq.node.storage.LogSettings;
import io.mq.node.storage.Recovered;
import io.mq.node.storage.SegmentedLog;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One node: a machine with a disk and a clock, on which a process runs, dies and starts again. */
final class SimNode implements SimLinks.Receiver, SimWriter.Owner, ReplicaEnvironment {

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
  private int incarnation;
  private boolean up;
  private boolean damaged;
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

  /** Whether the log could not be read back, so that the node stays down. */
  boolean isDamaged() {
    return damaged;
  }

  LogMirror durable() {
    return durable;
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
    if (up || damaged) {
      return;
    }
    incarnation++;
    try {
      Disk seen = world.assembly().disk(disk);
      Identity identity = new Identity("simulated", id);
      if (!SegmentedLog.isCreated(seen)) {
        SegmentedLog.create(seen, identity, LOG, Seeds.mix(id.number()));
      }
      switch (SegmentedLog.open(seen, identity, LOG)) {
        case Recovered.Intact intact -> run(intact.log(), restored(intact));
        case Recovered.Damaged found -> {
          Optional<Recovered.Intact> repaired =
              world.assembly().repaired(seen, identity, LOG, found);
          if (repaired.isPresent()) {
            run(repaired.get().log(), restored(repaired.get()));
          } else {
            damaged(found.describe());
          }
        }
      }
    } catch (SimDisk.PowerLost e) {
      world.crashed(this, true, "while it starts");
    } catch (LogRefusedException e) {
      damaged(e.getMessage());
    } catch (IOException e) {
      up = true;
      failed(e);
    }
  }

  private Restored restored(Recovered.Intact intact) {
    return intact.restored(Configuration.of(world.ids()));
  }

  private void damaged(String what) {
    world.trace(id, () -> what);
    if (!disk.hasRot()) {
      throw new InvariantBroken("crashes do no damage", id + ": " + what);
    }
    damaged = true;
  }

  private void run(SegmentedLog log, Restored found) {
    LogMirror onDisk = new LogMirror();
    onDisk.hardState(found.hardState());
    found.entries().forEach(onDisk::put);
    world.invariants().recovered(this, onDisk, writer == null ? List.of() : writer.underWay());
    durable = onDisk;
    written = onDisk.copy();
    HardState hardState = world.assembly().restored(found.hardState());
    Restored restored =
        new Restored(hardState, found.snapshot(), world.assembly().restored(found.entries()));
    up = true;
    knownRole = RoleName.FOLLOWER;
    writer = new SimWriter(world.scheduler(), log, times, this);
    SimWriter mine = writer;
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
            world.seeds().of("elections " + id + " " + incarnation),
            environment,
            world.assembly().rules());
    world.invariants().started(this);
    world.trace(id, () -> "started with " + onDisk);
    scheduleTick(mine, world.scheduler().nowNanos() + tickNanos);
    world.started(this);
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
