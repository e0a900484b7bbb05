package io.mq.node.raft;

import io.mq.node.raft.progress.Progress;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A leader's side of log replication (Raft §5.3), reads and handing over included. */
final class Replication {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final ReplicaState state;

  Replication(ReplicaState state) {
    this.state = state;
  }

  /** A term of leadership begins, with an entry of its own (Raft §8). */
  void begin(Role.Leader leader) {
    leader.heartbeatAtTick = state.nowTick;
    leader.uncommittedBytes = state.log.uncommittedBytes();
    followMembers(leader);
    append(leader, EntryKind.NO_OP, NOTHING);
    sendEntries(leader);
  }

  /** Appends an entry of the leader's own; it is sent with the next {@link #sendEntries}. */
  private void append(Role.Leader leader, EntryKind kind, ByteBuffer payload) {
    leader.uncommittedBytes += state.append(kind, payload).sizeBytes();
  }

  /** Appends a configuration, which counts from now on, and replicates it. */
  void appendConfiguration(Role.Leader leader, Configuration configuration) {
    append(leader, EntryKind.CONFIGURATION, configuration.encode());
    followMembers(leader);
    sendEntries(leader);
  }

  private void followMembers(Role.Leader leader) {
    for (NodeId node : state.configuration().members()) {
      if (!node.equals(state.self)) {
        leader.followers.computeIfAbsent(
            node, _ -> Role.unknownProgress(state.log.lastIndex(), state.nowTick));
      }
    }
  }

  /** Lets go of those who are no members any more, with a last word on what is committed. */
  void dismissOthers(Role.Leader leader) {
    leader
        .followers
        .entrySet()
        .removeIf(
            follower -> {
              boolean gone = !state.configuration().isMember(follower.getKey());
              if (gone) {
                sendHeartbeat(leader, follower.getKey(), follower.getValue());
              }
              return gone;
            });
  }

  /** It ends; reads that were not confirmed are refused. */
  void end(Role.Leader leader, Optional<NodeId> successor) {
    for (long readId : leader.reads.drain()) {
      state.out.answer(new Output.ReadAnswer.NotLeader(readId, successor));
    }
  }

  /** One tick has passed. */
  void tick(Role.Leader leader) {
    if (leader.handover.isPresent() && state.nowTick >= leader.handover.get().deadlineTick()) {
      leader.handover = Optional.empty();
    }
    if (state.nowTick - leader.heartbeatAtTick < state.settings.heartbeatTicks()) {
      return;
    }
    leader.heartbeatAtTick = state.nowTick;
    if (!leader.reads.isEmpty() && mayServeReads()) {
      leader.reads.startRound(state.log.commitIndex());
    }
    leader.followers.forEach(
        (node, progress) -> {
          progress.allowProbe();
          if (!sendEntries(leader, node, progress)) {
            sendHeartbeat(leader, node, progress);
          }
        });
    handOverIfCaughtUp(leader);
  }

  /** When the followers are to hear from this leader again, or it looks after its heir. */
  long ticksUntilDue(Role.Leader leader) {
    return leader.handover.isPresent()
        ? 1
        : leader.heartbeatAtTick + state.settings.heartbeatTicks() - state.nowTick;
  }

  /** Clients want commands appended. */
  void propose(Role.Leader leader, List<ByteBuffer> payloads) {
    long bytes = 0;
    for (ByteBuffer payload : payloads) {
      bytes += Entry.sizeBytes(payload.remaining());
    }
    boolean overQuota =
        leader.uncommittedBytes > 0
            && leader.uncommittedBytes + bytes > state.settings.maxUncommittedBytes();
    if (overQuota || leader.handover.isPresent()) {
      state.out.answer(new Output.Proposal.Busy());
      return;
    }
    LogIndex first = state.log.lastIndex().next();
    payloads.forEach(payload -> append(leader, EntryKind.COMMAND, payload));
    state.out.answer(new Output.Proposal.Appended(first, state.term()));
    sendEntries(leader);
  }

  /** A follower holds more of the log. */
  void receive(Role.Leader leader, NodeId from, Message.AppendAccepted reply) {
    Progress progress = leader.followers.get(from);
    if (progress == null) {
      return;
    }
    Check.that(
        !reply.matchIndex().isAfter(state.log.lastIndex()),
        "followers acknowledge what the leader has",
        reply.describe());
    progress.heard(state.nowTick, reply.round());
    if (progress.isRepairing() && !progress.endRepairBy(reply.matchIndex())) {
      sendEntries(leader, from, progress);
      return;
    }
    if (progress.accepted(reply.matchIndex())) {
      advanceCommit(leader);
      handOverIfCaughtUp(leader);
    }
    sendEntries(leader, from, progress);
    confirmReads(leader);
  }

  /** A follower's log does not match: step back by its terms, and by this log's own. */
  void receive(Role.Leader leader, NodeId from, Message.AppendRejected reply) {
    Progress progress = leader.followers.get(from);
    if (progress == null) {
      return;
    }
    progress.heard(state.nowTick, reply.round());
    if (progress.rejected(reply.rejectedIndex(), retryIndex(reply))) {
      sendEntries(leader, from, progress);
    }
    confirmReads(leader);
  }

  /**
   * A follower answers that has lost data: nothing it says counts before it holds the barrier, an
   * entry that is made now and that a quorum has without it (see {@link Repair}).
   */
  void receive(Role.Leader leader, NodeId from, Message.Repairing message) {
    Progress progress = leader.followers.get(from);
    if (progress == null || !watchRepair(leader, progress, message)) {
      return;
    }
    if (progress.hasEnded(message.repair())) {
      state.out.sendNow(from, new Message.Repaired(state.term(), message.repair()));
    }
    progress.heard(state.nowTick, 0);
    switch (message.reply()) {
      case Message.AppendAccepted accepted -> progress.accepted(accepted.matchIndex());
      case Message.AppendRejected rejected ->
          progress.rejected(rejected.rejectedIndex(), retryIndex(rejected));
    }
    if (progress.isRepairing()
        && state.rules.isRepaired(
            progress.matchIndex(), progress.barrier(), state.log.commitIndex())) {
      progress.endRepair();
      state.out.sendNow(from, new Message.Repaired(state.term(), message.repair()));
      advanceCommit(leader);
    }
    sendEntries(leader, from, progress);
  }

  /** Begins a repair of which nothing was known; false if the message is to be passed over. */
  private boolean watchRepair(Role.Leader leader, Progress progress, Message.Repairing message) {
    if (progress.isRepair(message.repair())) {
      return true;
    }
    if (progress.hasEnded(message.repair())) {
      return !progress.isRepairing(); // else an old message, from before it was damaged again
    }
    if (leader.handover.isPresent()) {
      return false; // An entry made now would keep the heir from winning; it will ask again.
    }
    progress.beginRepair(message.repair(), state.log.lastIndex().next());
    if (message.reply() instanceof Message.AppendRejected rejected) {
      progress.lookFrom(rejected.rejectedIndex().next());
    }
    append(leader, EntryKind.NO_OP, NOTHING);
    sendEntries(leader);
    return true;
  }

  /** The next index that may match; one in front of the first entry asks for a snapshot. */
  private LogIndex retryIndex(Message.AppendRejected reply) {
    if (!state.log.knowsTermAt(reply.hintIndex())) {
      return reply.hintIndex().next();
    }
    LogIndex candidate = state.log.lastWithTermUpTo(reply.hintIndex(), reply.hintTerm());
    return state.log.termAt(candidate).isAfter(reply.hintTerm()) ? candidate : candidate.next();
  }

  /** The sending of a snapshot has ended; look where the follower is. */
  void snapshotSent(Role.Leader leader, Input.SnapshotSent sent) {
    Progress progress = leader.followers.get(sent.to());
    if (progress != null && progress.awaitsSnapshot()) {
      if (sent.complete()) {
        progress.snapshot(LogIndex.min(sent.index(), state.log.lastIndex()));
        progress.probe();
        sendEntries(leader, sent.to(), progress);
      } else {
        progress.probe();
      }
    }
  }

  /** A write of this node's own is on disk. */
  void persisted(Role.Leader leader) {
    advanceCommit(leader);
  }

  /** A link to a follower came or went. */
  void linkChanged(Role.Leader leader, NodeId peer, boolean up) {
    Progress progress = leader.followers.get(peer);
    if (progress == null) {
      return;
    }
    progress.probe();
    if (up) {
      sendEntries(leader, peer, progress);
    }
  }

  /** A client wants to read. */
  void read(Role.Leader leader, long readId) {
    leader.reads.add(readId);
    startReadRound(leader);
  }

  /** Hands leadership to {@code target} once it has the whole log. */
  void handOver(Role.Leader leader, NodeId target) {
    if (!state.configuration().voters().contains(target)) {
      state.out.answer(new Output.AdminAnswer.Refused(target + " has no vote, so cannot lead"));
    } else if (leader.followers.containsKey(target) && leader.followers.get(target).isRepairing()) {
      state.out.answer(
          new Output.AdminAnswer.Refused(target + " repairs its disk, so cannot lead"));
    } else if (leader.handover.isPresent() && !leader.handover.get().target().equals(target)) {
      state.out.answer(
          new Output.AdminAnswer.Refused(
              "leadership is being handed to " + leader.handover.get().target()));
    } else {
      state.out.answer(new Output.AdminAnswer.Started());
      if (!target.equals(state.self)) {
        long deadline = state.nowTick + state.settings.electionTicksMax();
        leader.handover = Optional.of(new Role.Handover(target, deadline));
        handOverIfCaughtUp(leader);
      }
    }
  }

  private void handOverIfCaughtUp(Role.Leader leader) {
    if (leader.handover.isPresent()) {
      NodeId target = leader.handover.get().target();
      Progress progress = leader.followers.get(target);
      if (progress != null && progress.matchIndex().equals(state.log.lastIndex())) {
        state.out.sendNow(target, new Message.TimeoutNow(state.term()));
      }
    }
  }

  private void advanceCommit(Role.Leader leader) {
    LogIndex own = state.rules.ownMatch(state.durability.durableIndex(), state.log.lastIndex());
    LogIndex agreed =
        new LogIndex(
            state
                .quorum()
                .agreed(
                    node ->
                        (node.equals(state.self) ? own : match(leader.followers.get(node)))
                            .value()));
    if (agreed.isAfter(state.log.commitIndex())
        && state.rules.mayCommitByCounting(state.log.termAt(agreed), state.term())) {
      leader.uncommittedBytes -= state.log.bytesBetween(state.log.commitIndex(), agreed);
      state.log.commit(agreed);
      startReadRound(leader);
    }
  }

  private LogIndex match(Progress follower) {
    return state.rules.counts(follower.isRepairing()) ? follower.matchIndex() : LogIndex.ZERO;
  }

  private boolean mayServeReads() {
    return state.rules.mayServeReads(state.log.termAt(state.log.commitIndex()), state.term());
  }

  private void startReadRound(Role.Leader leader) {
    if (leader.reads.roundMayStart() && mayServeReads()) {
      leader.reads.startRound(state.log.commitIndex());
      leader.followers.forEach((node, progress) -> sendHeartbeat(leader, node, progress));
      confirmReads(leader);
    }
  }

  private void confirmReads(Role.Leader leader) {
    if (leader.reads.isEmpty()) {
      return;
    }
    long confirmed =
        state.rules.confirmedRound(
            state.quorum(),
            node ->
                node.equals(state.self)
                    ? leader.reads.round()
                    : leader.followers.get(node).ackedRound());
    for (PendingReads.Asked read : leader.reads.confirmed(confirmed)) {
      state.out.answer(new Output.ReadAnswer.Ready(read.readId(), read.index()));
    }
    startReadRound(leader);
  }

  private void sendEntries(Role.Leader leader) {
    leader.followers.forEach((node, progress) -> sendEntries(leader, node, progress));
  }

  /** Sends what the follower lacks and has room for. Returns whether anything was sent. */
  private boolean sendEntries(Role.Leader leader, NodeId node, Progress progress) {
    boolean sent = false;
    while (progress.maySend(state.settings.maxInflightBytes())) {
      LogIndex next = progress.nextIndex();
      if (next.isBefore(state.log.firstIndex())) {
        progress.snapshot(state.log.snapshot().index());
        state.out.sendSnapshot(node);
        break;
      }
      List<Entry> entries =
          state.log.slice(next, state.log.lastIndex(), state.settings.maxAppendBytes());
      if (entries.isEmpty() && !progress.isProbing()) {
        break;
      }
      long bytes = entries.stream().mapToLong(Entry::sizeBytes).sum();
      Message.AppendRequest request = request(leader, next.previous(), entries);
      state.out.sendNow(node, request);
      progress.sent(request.lastIndex(), bytes);
      sent = true;
    }
    return sent;
  }

  private void sendHeartbeat(Role.Leader leader, NodeId node, Progress progress) {
    LogIndex prev = LogIndex.max(progress.nextIndex().previous(), state.log.snapshot().index());
    state.out.sendNow(node, request(leader, prev, List.of()));
  }

  private Message.AppendRequest request(Role.Leader leader, LogIndex prev, List<Entry> entries) {
    return new Message.AppendRequest(
        state.term(),
        prev,
        state.log.termAt(prev),
        entries,
        state.log.commitIndex(),
        leader.reads.round(),
        state.logTimeMillis());
  }
}
