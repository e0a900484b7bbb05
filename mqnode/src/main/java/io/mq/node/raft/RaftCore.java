package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.random.RandomGenerator;

/**
 * One replica's part in Raft, as a pure state machine: every {@link Input} is answered by an {@link
 * Output}, whose contract the caller keeps (see the package's description).
 *
 * <p>Same inputs and same random numbers, same outputs. Not thread-safe.
 */
public final class RaftCore {

  private final ReplicaState state;
  private final Replication replication;
  private final Election election;
  private final Appending appending;
  private final Membership membership;

  /**
   * Makes a replica that has just started.
   *
   * @param random draws election timeouts; two replicas must not draw alike
   * @throws IllegalStateException if what was restored contradicts itself
   */
  public RaftCore(NodeId self, RaftSettings settings, Restored restored, RandomGenerator random) {
    this(self, settings, restored, random, Rules.SOUND);
  }

  /** As above, with rules that a test may have broken. */
  public RaftCore(
      NodeId self, RaftSettings settings, Restored restored, RandomGenerator random, Rules rules) {
    this.state = new ReplicaState(self, settings, restored, random, rules);
    this.replication = new Replication(state);
    this.election = new Election(state, replication);
    this.appending = new Appending(state);
    this.membership = new Membership(state, replication, election);
  }

  /**
   * One step.
   *
   * @throws IllegalStateException if an invariant is broken; the replica must not be used again
   */
  public Output step(Input input) {
    state.out = new Outbox();
    switch (input) {
      case Input.Tick _ -> tick();
      case Input.Receive(NodeId from, Message message) -> receive(from, message);
      case Input.Propose propose -> propose(propose);
      case Input.Read read -> read(read);
      case Input.Persisted persisted -> persisted(persisted);
      case Input.LinkUp(NodeId peer) -> linkUp(peer);
      case Input.LinkDown(NodeId peer) -> linkDown(peer);
      case Input.TransferLeadership transfer -> transfer(transfer);
      case Input.StartElection _ -> election.start();
      case Input.ChangeMembership change -> changeMembership(change);
      case Input.Compact(LogIndex upTo) -> state.compact(upTo);
      case Input.SnapshotSent sent -> snapshotSent(sent);
      case Input.InstallSnapshot install -> install(install);
    }
    if (state.role instanceof Role.Leader leader) {
      membership.advance(leader);
    }
    return state.out.finish(state);
  }

  private void tick() {
    state.tick();
    election.tick();
    if (state.role instanceof Role.Leader leader) {
      replication.tick(leader);
    }
  }

  /**
   * Terms first (Raft §5.1): a later term is entered before the message is looked at, except that
   * pre-votes change no term, and a vote request does so only if this node does not hear a leader.
   */
  private void receive(NodeId from, Message message) {
    if (from.equals(state.self)) {
      return;
    }
    switch (message) {
      case Message.PreVoteRequest request -> election.receive(from, request);
      case Message.PreVoteReply reply -> election.receive(from, reply);
      case Message.VoteRequest request -> election.receive(from, request);
      case Message.AppendRequest request when request.term().isBefore(state.term()) ->
          appending.refuseOldTerm(from, request);
      case Message.AppendRequest request -> {
        enterLaterTerm(message, Optional.of(from));
        election.heard(from);
        appending.receive(from, request);
        state.followTime(request.timeMillis());
      }
      case Message.Repaired repaired -> {
        enterLaterTerm(message, Optional.empty());
        if (state.repair.endsWith(repaired)) {
          state.out.repaired();
        }
      }
      case Message.VoteReply _,
          Message.AppendAccepted _,
          Message.AppendRejected _,
          Message.Repairing _,
          Message.TimeoutNow _ -> {
        enterLaterTerm(message, Optional.empty());
        if (message.term().equals(state.term())) {
          receiveInTerm(from, message);
        }
      }
    }
  }

  private void enterLaterTerm(Message message, Optional<NodeId> leader) {
    if (message.term().isAfter(state.term())) {
      election.enterTerm(message.term(), leader);
    }
  }

  /** Replies that come too late for the role they were meant for are passed over (lesson 7). */
  private void receiveInTerm(NodeId from, Message message) {
    switch (message) {
      case Message.VoteReply reply -> election.receive(from, reply);
      case Message.TimeoutNow timeoutNow -> election.receive(from, timeoutNow);
      case Message.AppendAccepted reply -> {
        if (state.role instanceof Role.Leader leader) {
          replication.receive(leader, from, reply);
        }
      }
      case Message.AppendRejected reply -> {
        if (state.role instanceof Role.Leader leader) {
          replication.receive(leader, from, reply);
        }
      }
      case Message.Repairing repairing -> {
        if (state.role instanceof Role.Leader leader) {
          replication.receive(leader, from, repairing);
        }
      }
      case Message.PreVoteRequest _,
          Message.PreVoteReply _,
          Message.VoteRequest _,
          Message.AppendRequest _,
          Message.Repaired _ ->
          throw new IllegalStateException("handled before: " + message.describe());
    }
  }

  private void propose(Input.Propose propose) {
    if (state.role instanceof Role.Leader leader) {
      replication.propose(leader, propose.payloads());
    } else {
      state.out.answer(new Output.Proposal.NotLeader(state.leader()));
    }
  }

  private void read(Input.Read read) {
    if (state.role instanceof Role.Leader leader) {
      replication.read(leader, read.readId());
    } else {
      state.out.answer(new Output.ReadAnswer.NotLeader(read.readId(), state.leader()));
    }
  }

  private void persisted(Input.Persisted persisted) {
    state.durability.persisted(persisted.sequence());
    election.persisted();
    if (state.role instanceof Role.Leader leader) {
      replication.persisted(leader);
    }
  }

  private void linkUp(NodeId peer) {
    if (state.role instanceof Role.Leader leader) {
      replication.linkChanged(leader, peer, true);
    } else {
      election.linkUp(peer);
    }
  }

  private void linkDown(NodeId peer) {
    if (state.role instanceof Role.Leader leader) {
      replication.linkChanged(leader, peer, false);
    } else {
      election.linkDown(peer);
    }
  }

  private void transfer(Input.TransferLeadership transfer) {
    if (state.role instanceof Role.Leader leader) {
      replication.handOver(leader, transfer.target());
    } else {
      state.out.answer(new Output.AdminAnswer.NotLeader(state.leader()));
    }
  }

  private void changeMembership(Input.ChangeMembership change) {
    if (state.role instanceof Role.Leader leader) {
      membership.change(leader, change);
    } else {
      state.out.answer(new Output.AdminAnswer.NotLeader(state.leader()));
    }
  }

  private void snapshotSent(Input.SnapshotSent sent) {
    if (state.role instanceof Role.Leader leader) {
      replication.snapshotSent(leader, sent);
    }
  }

  /** A snapshot of an earlier term is as little use as any message of one. */
  private void install(Input.InstallSnapshot install) {
    if (install.term().isAfter(state.term())) {
      election.enterTerm(install.term(), Optional.of(install.from()));
    }
    if (install.term().equals(state.term())) {
      election.heard(install.from());
      appending.install(install.from(), install.snapshot());
    }
  }

  /**
   * What a snapshot of the state after {@code applied} must record beside the state.
   *
   * @param applied an index that was handed out to be applied and is not compacted away
   */
  public SnapshotPoint snapshotPoint(LogIndex applied) {
    return state.pointAt(applied);
  }

  /**
   * How many ticks from now on will do nothing but count, unless there is other input meanwhile: a
   * caller may let so many pass and deliver them late, all at once. At most the time between two
   * heartbeats.
   */
  public int quietTicks() {
    if (state.durability.pendingTicks(state.nowTick + 1) > 0
        || state.log.appliedIndex().isBefore(state.log.commitIndex())
        || isRepairing()) {
      return 0;
    }
    long due =
        state.role instanceof Role.Leader leader
            ? Math.min(replication.ticksUntilDue(leader), election.ticksUntilQuorumIsLost(leader))
            : election.ticksUntilTimeout();
    return Math.clamp(due - 1, 0, state.settings.heartbeatTicks());
  }

  /** Lets ticks pass, no more of them than {@link #quietTicks} says. */
  public void passQuietTicks(int ticks) {
    Check.that(ticks <= quietTicks(), "a tick that something is due with is delivered", ticks);
    for (int i = 0; i < ticks; i++) {
      state.tick();
    }
  }

  /** A copy of the log from {@code first} (or the first entry kept) on, for inspection. */
  public List<Entry> entriesFrom(LogIndex first) {
    return state.log.slice(
        LogIndex.max(first, state.log.firstIndex()), state.log.lastIndex(), Long.MAX_VALUE);
  }

  /** The role now. */
  public RaftStatus.RoleName role() {
    return state.role.name();
  }

  /** The term now. */
  public Term term() {
    return state.term();
  }

  /** Who leads the term, if that is known. */
  public Optional<NodeId> leader() {
    return state.leader();
  }

  /**
   * Who leads the term, for clients who are to be sent there: nobody if this node has just lost its
   * connection with the leader, for then that one is likely to be dead.
   */
  public Optional<NodeId> reachableLeader() {
    return state.role instanceof Role.Follower follower && !follower.loyal
        ? Optional.empty()
        : state.leader();
  }

  /** The members now: the newest configuration in the log, committed or not (Raft §6). */
  public Configuration configuration() {
    return state.configuration();
  }

  /** Whether this node's disk has lost data, so that it stays out of the quorum for now. */
  public boolean isRepairing() {
    return state.repair.isUnderWay();
  }

  /** The last index known to be committed. */
  public LogIndex commitIndex() {
    return state.log.commitIndex();
  }

  /** The last index of the log. */
  public LogIndex lastIndex() {
    return state.log.lastIndex();
  }

  /** Who this node, as leader, is handing leadership to. */
  public Optional<NodeId> handingOver() {
    return state.role instanceof Role.Leader leader
        ? leader.handover.map(Role.Handover::target)
        : Optional.empty();
  }

  /** Grows whenever {@link #configuration()} becomes another. */
  public long configurationChanges() {
    return state.configurations.changes();
  }

  /** Whether no membership change is under way: the joint phase is left, and that is committed. */
  public boolean isConfigurationSettled() {
    return !state.configuration().isJoint() && state.isConfigurationCommitted();
  }

  /** Where everybody is reached who may matter, those on their way out included. */
  public SortedMap<NodeId, String> addresses() {
    return state.configurations.addresses(state.log.commitIndex());
  }

  /** The log time in milliseconds (lesson 32). */
  public long logTimeMillis() {
    return state.logTimeMillis();
  }

  /** The state now. */
  public RaftStatus status() {
    Optional<Role.Leader> leader =
        state.role instanceof Role.Leader role ? Optional.of(role) : Optional.empty();
    return new RaftStatus(
        state.self,
        state.role.name(),
        state.term(),
        state.vote(),
        state.leader(),
        state.log.firstIndex(),
        state.log.lastIndex(),
        state.log.lastTerm(),
        state.durability.durableIndex(),
        state.log.commitIndex(),
        state.log.appliedIndex(),
        state.logTimeMillis(),
        state.durability.pendingTicks(state.nowTick),
        leader.flatMap(role -> role.handover).map(Role.Handover::target),
        state.configuration(),
        isConfigurationSettled(),
        leader.map(this::followers).orElse(List.of()),
        state.repair.isUnderWay());
  }

  private List<RaftStatus.FollowerStatus> followers(Role.Leader leader) {
    List<RaftStatus.FollowerStatus> followers = new ArrayList<>();
    leader.followers.forEach(
        (node, progress) ->
            followers.add(
                new RaftStatus.FollowerStatus(
                    node,
                    progress.matchIndex(),
                    progress.nextIndex(),
                    progress.mode().describe(),
                    progress.inflightBytes(),
                    state.isActive(progress),
                    progress.isRepairing())));
    return followers;
  }
}
