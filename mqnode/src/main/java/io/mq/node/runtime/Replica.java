package io.mq.node.runtime;

import io.mq.node.codec.MessageCodec;
import io.mq.node.codec.SnapshotCodec;
import io.mq.node.queue.Command;
import io.mq.node.queue.CommandCodec;
import io.mq.node.queue.Query;
import io.mq.node.queue.QueueState;
import io.mq.node.queue.Result;
import io.mq.node.raft.Entry;
import io.mq.node.raft.EntryKind;
import io.mq.node.raft.Envelope;
import io.mq.node.raft.Input;
import io.mq.node.raft.Output;
import io.mq.node.raft.Output.Proposal;
import io.mq.node.raft.Output.ReadAnswer;
import io.mq.node.raft.RaftCore;
import io.mq.node.raft.RaftStatus;
import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.node.raft.Restored;
import io.mq.node.raft.Rules;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import io.mq.shared.wire.ErrorCode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One whole replica: the Raft core, the queues it drives, and the clients that wait for answers. It
 * has no thread, clock or file of its own, so that production and the simulator run the same code.
 *
 * <p>Thread rule: one thread at a time. After one or more events the caller calls {@link
 * #endBatch()}, which turns the commands gathered since into one proposal. Client callbacks run
 * inside these calls and must not call back into the replica.
 */
public final class Replica implements SnapshotEvents {

  private static final int MAX_SNAPSHOT_OPERATORS = 64;
  private static final int REPAIR_REMINDER_TICKS = 1_000;

  private final ReplicaSettings settings;
  private final ReplicaEnvironment environment;
  private final RaftCore core;
  private QueueState queues;
  private final LogCompaction compaction;
  private final PersistGate gate;
  private final PendingProposals proposals = new PendingProposals();
  private final PendingReads reads = new PendingReads();
  private final HeldRequests held;
  private final MemberChanges members;
  private final Room room;
  private final List<ByteBuffer> batch = new ArrayList<>();
  private final List<Consumer<Answer>> batchClients = new ArrayList<>();
  private final List<Consumer<SnapshotOutcome>> snapshotOperators = new ArrayList<>();
  private final Checkpoints checkpoints = new Checkpoints();
  private LogIndex appliedIndex = LogIndex.ZERO;
  private long appliedTimeMillis;
  private long tick;
  private ReplicaEvent.RoleChanged announced;
  private boolean handingOver;
  private long outcomesExpectedUntilTick;

  /**
   * A replica that has just started.
   *
   * @param restored what its disk held
   * @param queues the state in the snapshot that {@code restored} starts behind
   * @param random for election timeouts only
   * @param rules which a test may have broken
   */
  public Replica(
      NodeId self,
      ReplicaSettings settings,
      Restored restored,
      QueueState queues,
      RandomGenerator random,
      ReplicaEnvironment environment,
      Rules rules) {
    this.settings = settings;
    this.environment = environment;
    this.queues = queues;
    this.appliedIndex = restored.snapshot().index();
    this.appliedTimeMillis = restored.snapshot().timeMillis();
    this.compaction = new LogCompaction(settings.snapshots(), appliedIndex);
    this.core = new RaftCore(self, settings.raft(), restored, random, rules);
    this.gate = new PersistGate(this::send);
    this.held = new HeldRequests(settings.maxHeldRequests());
    this.room = new Room(environment, settings.maxQueueBytes());
    this.announced = role();
    this.members = new MemberChanges(core, environment::observe);
  }

  /** One tick of the clock has passed. */
  public void tick() {
    tick++;
    step(new Input.Tick());
    held.expire(tick);
    if (core.isRepairing() && core.leader().isEmpty() && tick % REPAIR_REMINDER_TICKS == 0) {
      environment.observe(new ReplicaEvent.RepairWaits());
    }
    room.tick(queues);
    if (core.role() != RoleName.LEADER && tick >= outcomesExpectedUntilTick) {
      proposals.leadershipLost();
    }
  }

  /**
   * How many of the coming ticks need not be delivered in time, for nobody waits and nothing falls
   * due with them.
   */
  public int quietTicks() {
    return isIdle() && snapshotOperators.isEmpty() && tick >= outcomesExpectedUntilTick
        ? core.quietTicks()
        : 0;
  }

  /** Lets ticks pass, no more of them than {@link #quietTicks} says. */
  public void passQuietTicks(int ticks) {
    tick += ticks;
    core.passQuietTicks(ticks);
    room.tick(queues);
  }

  /** Bytes have come in from a peer whose identity the link has verified. */
  public void received(NodeId from, ByteBuffer bytes) {
    if (SnapshotCodec.isSnapshotMessage(bytes)) {
      environment.snapshots().received(from, bytes);
      return;
    }
    try {
      step(new Input.Receive(from, MessageCodec.decode(bytes)));
    } catch (MessageCodec.UnreadableException e) {
      environment.observe(new ReplicaEvent.MessageUnreadable(from, e.getMessage()));
    }
  }

  /** A connection with {@code peer} is up. */
  public void linkUp(NodeId peer) {
    step(new Input.LinkUp(peer));
  }

  /** A connection with {@code peer} was lost or refused. */
  public void linkDown(NodeId peer) {
    step(new Input.LinkDown(peer));
  }

  /** Every write up to {@code sequence} has been forced. */
  public void persisted(long sequence) {
    gate.forced(sequence);
    step(new Input.Persisted(sequence));
  }

  /** Runs a command; {@code client} gets exactly one answer. */
  public void execute(Command command, Consumer<Answer> client) {
    if (!leadsOrRedirects(() -> execute(command, client), client)) {
      return;
    }
    if (queues.preview(command, core.logTimeMillis()).isPresent()) {
      // It would change nothing, so it need not go through the log (lesson 29).
      read(() -> answerOrPropose(command, client), client);
    } else {
      propose(command, client);
    }
  }

  /** Answers a question linearizably; {@code client} gets exactly one answer. */
  public void query(Query query, Consumer<Answer> client) {
    if (leadsOrRedirects(() -> query(query, client), client)) {
      read(() -> client.accept(new Answer.Done(queues.query(query, core.logTimeMillis()))), client);
    }
  }

  /** Answers a question from what this replica has applied, which may be stale. */
  public void queryLocally(Query query, Consumer<Answer> client) {
    client.accept(new Answer.Done(queues.query(query, core.logTimeMillis())));
  }

  /**
   * Hands leadership to {@code target}, or without one to the active voter that lacks least of the
   * log. Until that has happened, or failed, requests are held.
   */
  public void transfer(Optional<NodeId> target, Consumer<TransferOutcome> operator) {
    endBatch(); // What was asked for before still goes into this leader's log.
    RaftStatus status = core.status();
    Optional<NodeId> heir = target.or(() -> Heir.of(status));
    if (status.role() == RoleName.LEADER && heir.isEmpty()) {
      operator.accept(new TransferOutcome.Refused("no other voter answers this leader"));
      return;
    }
    Output output = core.step(new Input.TransferLeadership(heir.orElse(status.self())));
    handingOver = core.handingOver().isPresent();
    operator.accept(TransferOutcome.of(output.admin().orElseThrow(), heir.orElse(status.self())));
    carryOut(output);
  }

  /** Asks for votes now, whoever leads. */
  public void startElection(Consumer<TransferOutcome> operator) {
    Output output = core.step(new Input.StartElection());
    operator.accept(TransferOutcome.of(output.admin().orElseThrow(), core.status().self()));
    carryOut(output);
  }

  /**
   * Changes who belongs to the cluster; the answer comes when the change is committed, or this node
   * cannot tell whether it will be.
   */
  public void changeMembers(MemberChange change, Consumer<MembersOutcome> operator) {
    endBatch(); // What was asked for before comes first in the log, too.
    members.begin(change, operator).ifPresent(this::carryOut);
  }

  /** Ends a batch of events: proposes what clients have asked for meanwhile, as one unit. */
  public void endBatch() {
    while (!batch.isEmpty()) {
      proposeBatch();
    }
    if (compaction.isDue(appliedIndex, tick)) {
      takeSnapshot(core.snapshotPoint(appliedIndex));
    }
  }

  /** A node that joins takes none before its log has told it who the members are. */
  private void takeSnapshot(SnapshotPoint point) {
    if (!point.configuration().voters().isEmpty()) {
      compaction.begun();
      environment.snapshots().take(point, queues.freeze());
    }
  }

  /** Takes a snapshot now, or joins in one that is being taken. */
  public void takeSnapshot(Consumer<SnapshotOutcome> operator) {
    if (appliedIndex.equals(compaction.newest())) {
      operator.accept(new SnapshotOutcome.Taken(appliedIndex));
    } else if (snapshotOperators.size() >= MAX_SNAPSHOT_OPERATORS) {
      operator.accept(new SnapshotOutcome.Failed(ErrorCode.BUSY));
    } else {
      snapshotOperators.add(operator);
      compaction.want();
    }
  }

  private void tellOperators(SnapshotOutcome outcome) {
    List<Consumer<SnapshotOutcome>> told = List.copyOf(snapshotOperators);
    snapshotOperators.clear();
    told.forEach(operator -> operator.accept(outcome));
  }

  @Override
  public void snapshotDamaged(String what) {
    environment.observe(new ReplicaEvent.SnapshotDamaged(what));
    compaction.want();
  }

  @Override
  public void snapshotTaken(LogIndex index) {
    tellOperators(new SnapshotOutcome.Taken(index));
    if (compaction.finished(index)) {
      environment.startLogBehind(core.snapshotPoint(index), true);
      step(new Input.Compact(compaction.upTo(core.status().followers())));
      environment.observe(new ReplicaEvent.SnapshotTaken(index));
    }
  }

  @Override
  public void snapshotNotTaken() {
    compaction.failed(tick);
    environment.observe(new ReplicaEvent.SnapshotNotTaken());
    tellOperators(new SnapshotOutcome.Failed(ErrorCode.DISK_FULL));
  }

  @Override
  public void snapshotSent(NodeId to, LogIndex index, boolean complete) {
    environment.observe(new ReplicaEvent.SnapshotSent(to, index, complete));
    if (!complete) {
      compaction.sendingFailed(to);
    }
    step(new Input.SnapshotSent(to, index, complete));
  }

  @Override
  public void snapshotUnusable(NodeId from, String what) {
    environment.observe(new ReplicaEvent.SnapshotUnusable(from, what));
  }

  @Override
  public void snapshotReceived(ReceivedSnapshot received) {
    Output output =
        core.step(new Input.InstallSnapshot(received.from(), received.term(), received.point()));
    if (output.restore().isPresent()) {
      SnapshotPoint point = output.restore().get();
      queues = received.state();
      appliedIndex = point.index();
      appliedTimeMillis = point.timeMillis();
      compaction.installed(point.index());
      checkpoints.restored();
      environment.startLogBehind(point, false);
      environment.observe(new ReplicaEvent.SnapshotInstalled(received.from(), point));
    }
    carryOut(output);
  }

  private void proposeBatch() {
    List<ByteBuffer> payloads = List.copyOf(batch);
    List<Consumer<Answer>> clients = List.copyOf(batchClients);
    batch.clear();
    batchClients.clear();
    Output output = core.step(new Input.Propose(payloads));
    switch (output.proposal().orElseThrow()) {
      case Proposal.Appended(LogIndex first, Term term) -> {
        for (int i = 0; i < clients.size(); i++) {
          proposals.add(first.plus(i), term, clients.get(i));
        }
      }
      case Proposal.NotLeader(Optional<NodeId> leader) ->
          failAll(clients, leader.isPresent() ? ErrorCode.NOT_LEADER : ErrorCode.NO_LEADER, leader);
      case Proposal.Busy() when core.handingOver().isPresent() -> {
        for (int i = 0; i < clients.size(); i++) {
          resubmit(payloads.get(i), clients.get(i));
        }
      }
      case Proposal.Busy() -> failAll(clients, ErrorCode.BUSY, Optional.empty());
    }
    carryOut(output);
  }

  private void resubmit(ByteBuffer payload, Consumer<Answer> client) {
    if (leadsOrRedirects(() -> resubmit(payload, client), client)) {
      batch.add(payload);
      batchClients.add(client);
    }
  }

  /** Answers everybody who still waits; the replica is not to be used afterwards. */
  public void close() {
    proposals.failAll(ErrorCode.OUTCOME_UNKNOWN);
    members.close();
    held.failAll(ErrorCode.STOPPING);
    reads.failAll(ErrorCode.STOPPING);
    tellOperators(new SnapshotOutcome.Failed(ErrorCode.STOPPING));
    failAll(batchClients, ErrorCode.STOPPING, Optional.empty());
    batchClients.clear();
    batch.clear();
  }

  /** Whether anybody waits for an answer. */
  public boolean isIdle() {
    return proposals.size() + reads.size() + held.size() + batch.size() == 0;
  }

  /** A picture of the replica now. */
  public ReplicaStatus status() {
    return new ReplicaStatus(
        core.status(),
        appliedIndex,
        queues.stateHash(),
        appliedTimeMillis,
        proposals.size() + reads.size() + held.size() + batch.size(),
        queues.messageCount(),
        queues.putCount(),
        queues.memoryBytes());
  }

  /** The last entry applied to the queues. */
  public LogIndex appliedIndex() {
    return appliedIndex;
  }

  /** The protocol core, for invariants and transcripts; not to be stepped. */
  public RaftCore core() {
    return core;
  }

  /** The queues, for invariants; not to be changed. */
  public QueueState queues() {
    return queues;
  }

  private boolean leadsOrRedirects(Runnable retry, Consumer<Answer> client) {
    if (serves()) {
      if (proposals.size() + reads.size() + batch.size() >= settings.maxPendingRequests()) {
        client.accept(new Answer.Failed(ErrorCode.BUSY, Optional.empty()));
        return false;
      }
      return true;
    }
    Optional<NodeId> leader = leaderElsewhere();
    if (leader.isPresent()) {
      client.accept(new Answer.Failed(ErrorCode.NOT_LEADER, leader));
    } else {
      held.add(tick + settings.raft().electionTicksMax(), retry, client);
    }
    return false;
  }

  private void propose(Command command, Consumer<Answer> client) {
    Optional<ErrorCode> objection = room.objection(command, queues);
    if (objection.isPresent()) {
      client.accept(new Answer.Failed(objection.get(), Optional.empty()));
      return;
    }
    batch.add(CommandCodec.encode(command));
    batchClients.add(client);
  }

  private void answerOrPropose(Command command, Consumer<Answer> client) {
    Optional<Result> answer = queues.preview(command, core.logTimeMillis());
    if (answer.isPresent()) {
      client.accept(new Answer.Done(answer.get()));
    } else {
      propose(command, client);
    }
  }

  private void read(Runnable whenReady, Consumer<Answer> client) {
    step(new Input.Read(reads.begin(whenReady, client)));
  }

  private void step(Input input) {
    carryOut(core.step(input));
  }

  private void carryOut(Output output) {
    output
        .write()
        .ifPresent(
            write -> {
              gate.handedOut(write.sequence());
              environment.write(write);
            });
    if (output.repaired()) {
      environment.repaired();
      environment.observe(new ReplicaEvent.Repaired(core.term(), core.lastIndex()));
    }
    output.sendNow().forEach(this::send);
    for (NodeId follower : output.sendSnapshot()) {
      environment.observe(new ReplicaEvent.SnapshotSending(follower));
      compaction.sendingBegun(follower);
      environment.snapshots().send(follower, core.term());
    }
    gate.sendAfterPersist(output.sendAfterPersist());
    output.committed().forEach(this::apply);
    for (ReadAnswer answer : output.reads()) {
      switch (answer) {
        case ReadAnswer.Ready(long readId, LogIndex index) -> reads.ready(readId, index);
        case ReadAnswer.NotLeader(long readId, Optional<NodeId> leader) ->
            reads.notLeader(readId, leader);
      }
    }
    reads.applied(appliedIndex);
    announceRole();
    releaseHeld();
    members.stepped();
  }

  private void apply(Entry entry) {
    appliedIndex = entry.index();
    appliedTimeMillis = entry.timeMillis();
    compaction.applied(entry);
    Optional<Consumer<Answer>> client = proposals.take(entry);
    if (entry.kind() == EntryKind.COMMAND) {
      Command command = CommandCodec.decode(entry.payload());
      Result result = queues.apply(command, entry.index().value(), entry.timeMillis());
      client.ifPresent(waiting -> waiting.accept(new Answer.Done(result)));
    }
    if (checkpoints.applied(entry)) {
      environment.observe(
          new ReplicaEvent.CheckpointReached(
              entry.index(),
              entry.term(),
              Checkpoints.SPACING,
              checkpoints.entriesHash(),
              queues.stateHash()));
    }
  }

  private void send(Envelope envelope) {
    environment.send(envelope.to(), MessageCodec.encode(envelope.message()));
  }

  private ReplicaEvent.RoleChanged role() {
    return new ReplicaEvent.RoleChanged(core.role(), core.term(), core.leader());
  }

  private void announceRole() {
    if (core.role() == announced.role()
        && core.term().equals(announced.term())
        && core.leader().equals(announced.leader())) {
      handingOver &= core.handingOver().isPresent(); // else the heir did not take over in time
      return;
    }
    boolean led = announced.role() == RoleName.LEADER;
    announced = role();
    environment.observe(announced);
    if (led && handingOver) {
      // The heir has every entry of this leader and will most likely commit it here too.
      outcomesExpectedUntilTick = tick + settings.raft().electionTicksMax();
    } else if (led || core.role() == RoleName.LEADER) {
      proposals.leadershipLost();
      compaction.sendingStopped();
      environment.snapshots().stopSending();
    }
    handingOver = false;
  }

  /** Somebody leads again who can be named, or this node itself. */
  private void releaseHeld() {
    if (held.size() > 0 && (serves() || leaderElsewhere().isPresent())) {
      held.release();
    }
  }

  private boolean serves() {
    return core.role() == RoleName.LEADER && core.handingOver().isEmpty();
  }

  private Optional<NodeId> leaderElsewhere() {
    return core.role() == RoleName.LEADER ? Optional.empty() : core.reachableLeader();
  }

  private static void failAll(
      List<Consumer<Answer>> clients, ErrorCode code, Optional<NodeId> leader) {
    clients.forEach(client -> client.accept(new Answer.Failed(code, leader)));
  }
}
