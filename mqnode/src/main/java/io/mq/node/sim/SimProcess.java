package io.mq.node.sim;

import io.mq.node.queue.Command;
import io.mq.node.queue.Query;
import io.mq.node.queue.QueueState;
import io.mq.node.raft.HardState;
import io.mq.node.raft.Output;
import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.node.raft.Restored;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.runtime.Answer;
import io.mq.node.runtime.MemberChange;
import io.mq.node.runtime.MembersOutcome;
import io.mq.node.runtime.ReceivedSnapshot;
import io.mq.node.runtime.Replica;
import io.mq.node.runtime.ReplicaEnvironment;
import io.mq.node.runtime.ReplicaEvent;
import io.mq.node.runtime.SnapshotEvents;
import io.mq.node.runtime.SnapshotPort;
import io.mq.node.runtime.TransferOutcome;
import io.mq.node.storage.SegmentedLog;
import io.mq.node.storage.SnapshotStore;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One process on a {@link SimNode}, from its start to its death: a replica and what it is given.
 */
final class SimProcess implements SimWriter.Owner, SimSnapshots.Owner, ReplicaEnvironment {

  /** As the production loop: after a long stall at most this many ticks are made up for. */
  private static final int MAX_TICKS_AT_ONCE = 100;

  private final World world;
  private final SimNode node;
  private final NodeId id;
  private final int incarnation;
  private final ArrayDeque<Runnable> frozenEvents = new ArrayDeque<>();
  private LogMirror written;
  private Replica replica;
  private SimWriter writer;
  private SimSnapshots snapshotting;
  private RoleName knownRole = RoleName.FOLLOWER;
  private boolean up;
  private boolean batchEndPlanned;
  private long ticks;

  /** The writes that are not known to be forced: sequence number, and the tick of handing out. */
  private final ArrayDeque<long[]> unforced = new ArrayDeque<>();

  private long frozenUntilNanos;

  SimProcess(World world, SimNode node, int incarnation) {
    this.world = world;
    this.node = node;
    this.id = node.id();
    this.incarnation = incarnation;
  }

  /**
   * Begins.
   *
   * @param onDisk what the disk held, to be changed with every write from now on
   */
  void run(
      SegmentedLog log, Restored found, SnapshotStore store, QueueState queues, LogMirror onDisk) {
    up = true;
    written = onDisk;
    HardState hardState = world.assembly().restored(found.hardState());
    Restored restored =
        new Restored(
            hardState,
            found.snapshot(),
            world.assembly().restored(found.entries()),
            found.repair());
    writer = new SimWriter(world.scheduler(), log, node.disk(), node.times(), this);
    snapshotting =
        new SimSnapshots(
            world.scheduler(),
            world.seeds().of("snapshots " + id + " " + incarnation),
            store,
            world.assembly().snapshotLinks(this::sendSnapshot),
            world.assembly().snapshotEvents(new ReplicaTold()),
            this);
    ReplicaEnvironment environment =
        world
            .assembly()
            .environment(
                id,
                this,
                sequence -> world.scheduler().after(0, () -> event(() -> persisted(sequence))));
    replica =
        new Replica(
            id,
            world.replicaSettings(),
            restored,
            world.assembly().queues(queues),
            world.seeds().of("elections " + id + " " + incarnation),
            environment,
            world.assembly().rules());
    world.invariants().started(node);
    world.trace(id, () -> "started with " + written);
    snapshotting.start();
    scheduleTick(world.scheduler().nowNanos() + node.tickNanos());
    world.started(node);
  }

  boolean isUp() {
    return up;
  }

  Replica replica() {
    return replica;
  }

  /** What was handed to the disk, forced or not. */
  LogMirror written() {
    return written;
  }

  /** The batch that may or may not be on the disk. */
  List<Output.Write> writesUnderWay() {
    return writer.underWay();
  }

  /** The bytes of a leader's entries that are not committed. */
  long uncommittedBytes() {
    return written.bytesBehind(replica.core().commitIndex().value());
  }

  /** Whether it leads, and has committed an entry of its own. */
  boolean leadsAndCommits() {
    return knownRole == RoleName.LEADER
        && written.termAt(replica.core().commitIndex().value()) == replica.core().term().value();
  }

  /** For how many ticks the disk has owed an answer. */
  long diskOwesTicks() {
    return unforced.isEmpty() ? 0 : ticks - unforced.getFirst()[1];
  }

  RoleName knownRole() {
    return knownRole;
  }

  void knownRole(RoleName role) {
    knownRole = role;
  }

  /** Whatever was to happen in it will not. */
  void die() {
    up = false;
    frozenEvents.clear();
  }

  /** Nothing moves until then. */
  void freezeUntil(long nanos) {
    if (frozenUntilNanos < nanos) {
      frozenUntilNanos = nanos;
      world.scheduler().at(nanos, this::thaw);
    }
  }

  private boolean isFrozen() {
    return world.scheduler().nowNanos() < frozenUntilNanos;
  }

  private void thaw() {
    while (!isFrozen() && up && !frozenEvents.isEmpty()) {
      event(frozenEvents.removeFirst());
    }
  }

  private void scheduleTick(long atNanos) {
    world.scheduler().at(atNanos, () -> tick(atNanos));
  }

  private void tick(long dueNanos) {
    if (!up) {
      return;
    }
    if (isFrozen()) {
      // Behind the thawing, which was scheduled for the same instant before this.
      world.scheduler().at(frozenUntilNanos, () -> tick(dueNanos));
      return;
    }
    long due = (world.scheduler().nowNanos() - dueNanos) / node.tickNanos() + 1;
    for (long i = 0; i < Math.min(due, MAX_TICKS_AT_ONCE) && up; i++) {
      ticks++;
      event(() -> world.assembly().tick(replica));
    }
    scheduleTick(dueNanos + due * node.tickNanos());
  }

  /** Lets something happen in the process, now or when it is no longer frozen. */
  void event(Runnable action) {
    if (!up) {
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
      RoleName before = knownRole;
      world.invariants().stepped(node);
      if (before != RoleName.LEADER && knownRole == RoleName.LEADER) {
        world.elected(node);
      }
    }
  }

  /** A client's request has arrived. */
  void execute(Command command, Consumer<Answer> client) {
    event(
        () -> {
          batchEndPlanned = true;
          replica.execute(world.assembly().command(command), client);
          world.scheduler().after(world.batchNanos(), this::endBatch);
        });
  }

  private void endBatch() {
    if (up) {
      batchEndPlanned = false;
      event(() -> {});
    }
  }

  /** A client's question has arrived. */
  void query(Query query, Consumer<Answer> client) {
    event(() -> replica.query(query, client));
  }

  /** An operator wants another leader. */
  void transfer(Optional<NodeId> target, Consumer<TransferOutcome> operator) {
    event(() -> replica.transfer(target, operator));
  }

  /** An operator wants other members. */
  void changeMembers(MemberChange change, Consumer<MembersOutcome> operator) {
    event(() -> replica.changeMembers(change, operator));
  }

  private void persisted(long sequence) {
    while (!unforced.isEmpty() && unforced.getFirst()[0] <= sequence) {
      unforced.removeFirst();
    }
    replica.persisted(sequence);
  }

  @Override
  public boolean isAlive() {
    return up;
  }

  @Override
  public void forced(List<Output.Write> writes) {
    node.contents().forced(writes);
    long sequence = writes.getLast().sequence();
    world.trace(id, () -> "forced " + sequence + ": " + node.contents().log());
    event(() -> persisted(sequence));
  }

  @Override
  public void failed(IOException failure) {
    List<Output.Write> lost = writer.underWay();
    if (SimNode.isPowerLoss(failure) || !world.assembly().survivesDiskFailure()) {
      node.failed(failure);
    } else if (!lost.isEmpty()) {
      event(() -> persisted(lost.getLast().sequence()));
    }
  }

  @Override
  public void startsBehind(SnapshotPoint point, boolean keepsSuffix) {
    if (!keepsSuffix) {
      node.contents().startsBehind(node.mirrorBehind(point));
    }
  }

  @Override
  public void run(Runnable action) {
    event(action);
  }

  @Override
  public void write(Output.Write write) {
    world.invariants().writing(node, write);
    written.write(write);
    world.invariants().written(node, write);
    unforced.addLast(new long[] {write.sequence(), ticks});
    writer.submit(write);
  }

  @Override
  public void startLogBehind(SnapshotPoint point, boolean keepsSuffix) {
    if (!keepsSuffix) {
      world.counters().installations++;
      HardState hardState = written.hardState();
      written = node.mirrorBehind(point);
      written.hardState(hardState);
    }
    writer.startBehind(point, keepsSuffix);
  }

  @Override
  public void repaired() {
    node.repairEnds();
    writer.repaired();
  }

  @Override
  public void isRepaired() {
    node.repaired();
  }

  @Override
  public SnapshotPort snapshots() {
    return snapshotting;
  }

  @Override
  public void send(NodeId to, ByteBuffer message) {
    world.invariants().sending(node, to, message);
    world.links().send(id, to, message);
  }

  private void sendSnapshot(NodeId to, ByteBuffer message) {
    world.links().sendSnapshot(id, to, message);
  }

  @Override
  public void observe(ReplicaEvent event) {
    world.trace(id, event::describe);
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
    public void snapshotDamaged(String what) {
      node.mustBeRotten(what);
      replica.snapshotDamaged(what);
    }

    @Override
    public void snapshotSent(NodeId to, LogIndex index, boolean complete) {
      replica.snapshotSent(to, index, complete);
    }

    @Override
    public void snapshotUnusable(NodeId from, String what) {
      node.mustBeRotten(what);
      replica.snapshotUnusable(from, what);
    }

    @Override
    public void snapshotReceived(ReceivedSnapshot snapshot) {
      replica.snapshotReceived(snapshot);
    }
  }
}
