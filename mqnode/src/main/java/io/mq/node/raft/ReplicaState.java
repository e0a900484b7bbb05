package io.mq.node.raft;

import io.mq.node.raft.progress.Progress;
import io.mq.node.raft.quorum.Quorum;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What the parts of the core share: the state of figure 2 of the paper, time, and the outbox. */
final class ReplicaState {

  final NodeId self;
  final RaftSettings settings;
  final Rules rules;
  final RandomGenerator random;
  final RaftLog log;
  final Durability durability;
  final Configurations configurations;
  final Repair repair;

  Role role;
  long nowTick;
  Outbox out = new Outbox();

  private Term term;
  private Optional<NodeId> vote;
  private long logTimeMillis;

  /** The latest log time that the leader of this term has told. */
  private long toldTimeMillis;

  ReplicaState(
      NodeId self, RaftSettings settings, Restored restored, RandomGenerator random, Rules rules) {
    this.self = self;
    this.settings = settings;
    this.rules = rules;
    this.random = random;
    // A snapshot may get to disk before the term it was committed in. A vote of that term, if there
    // was one, never left this node then.
    boolean behindSnapshot = restored.hardState().term().isBefore(restored.snapshot().term());
    this.term = behindSnapshot ? restored.snapshot().term() : restored.hardState().term();
    this.vote = behindSnapshot ? Optional.empty() : restored.hardState().vote();
    this.log = new RaftLog(restored.snapshot(), restored.entries());
    this.durability = new Durability(log.lastIndex());
    this.repair = new Repair(restored.repair());
    this.configurations = new Configurations(restored.snapshot());
    this.logTimeMillis = restored.snapshot().timeMillis();
    for (Entry entry : restored.entries()) {
      configurations.appended(entry);
      logTimeMillis = rules.raisedLogTime(logTimeMillis, entry.timeMillis());
    }
    Check.that(
        !log.lastTerm().isAfter(term), "the hard state is not behind the log", log.lastTerm());
    this.role = new Role.Follower(Optional.empty(), 0);
  }

  Term term() {
    return term;
  }

  Optional<NodeId> vote() {
    return vote;
  }

  long logTimeMillis() {
    return logTimeMillis;
  }

  HardState hardState() {
    return new HardState(term, vote);
  }

  Configuration configuration() {
    return configurations.current();
  }

  /** Who has to agree now. */
  Quorum quorum() {
    return rules.quorum(configuration());
  }

  /** Whether the configuration, which counts from when it is appended, is committed. */
  boolean isConfigurationCommitted() {
    return !configurations.currentIndex().isAfter(log.commitIndex());
  }

  void tick() {
    nowTick++;
    logTimeMillis += settings.tickMillis();
  }

  /**
   * Sets a follower's log time by its leader's: its own clock, fast or slow, only fills the time
   * between two messages. Otherwise a fast one would end leases and sessions early, by all that it
   * has gained since its start, as soon as its node leads. Nor is it behind its own log, which it
   * may come to lead with.
   */
  void followTime(long leaderTimeMillis) {
    if (leaderTimeMillis >= toldTimeMillis) { // else a message that a later one has overtaken
      toldTimeMillis = leaderTimeMillis;
      logTimeMillis = rules.followedLogTime(logTimeMillis, leaderTimeMillis);
      logTimeMillis = rules.raisedLogTime(logTimeMillis, log.timeMillisAt(log.lastIndex()));
    }
  }

  /** Enters a later term, in which this node has not voted. */
  void enterTerm(Term later) {
    Check.that(later.isAfter(term), "the term does not fall", later);
    term = later;
    vote = Optional.empty();
    toldTimeMillis = 0;
    out.hardStateChanged();
  }

  void voteFor(NodeId candidate) {
    if (!vote.equals(Optional.of(candidate))) {
      vote = Optional.of(candidate);
      out.hardStateChanged();
    }
  }

  boolean hardStatePending() {
    return out.isHardStateChanged() || durability.hardStatePending();
  }

  boolean diskIsStalled() {
    return rules.diskIsStalled(durability.pendingTicks(nowTick), settings);
  }

  /** Whether a follower was heard within the longest election timeout. */
  boolean isActive(Progress follower) {
    return nowTick - follower.heardAtTick() < settings.electionTicksMax();
  }

  /** Appends an entry of this leader's own. */
  Entry append(EntryKind kind, ByteBuffer payload) {
    Entry entry = Entry.of(log.lastIndex().next(), term, kind, logTimeMillis, payload);
    append(entry);
    return entry;
  }

  /** Appends an entry received. */
  void append(Entry entry) {
    log.append(entry);
    configurations.appended(entry);
    logTimeMillis = rules.raisedLogTime(logTimeMillis, entry.timeMillis());
    out.write(entry);
  }

  /** Cuts the log in front of {@code from}. */
  void truncate(LogIndex from) {
    log.truncate(from);
    durability.truncated(from);
    configurations.truncated(from);
  }

  /** Forgets the log up to {@code upTo}. */
  void compact(LogIndex upTo) {
    if (upTo.isAfter(log.snapshot().index())) {
      log.compact(pointAt(upTo));
      configurations.compacted(upTo);
    }
  }

  /** Begins anew behind a snapshot. */
  void restart(SnapshotPoint installed) {
    log.restart(installed);
    durability.restarted(installed.index());
    configurations.restarted(installed);
    logTimeMillis = rules.raisedLogTime(logTimeMillis, installed.timeMillis());
    out.restore(installed);
  }

  /** What a snapshot up to {@code index} needs to say. */
  SnapshotPoint pointAt(LogIndex index) {
    return new SnapshotPoint(
        index, log.termAt(index), log.timeMillisAt(index), configurations.at(index));
  }

  /** Whether this leader has committed an entry of its own term. */
  boolean hasCommittedInTerm() {
    return log.termAt(log.commitIndex()).equals(term);
  }

  /** Answers as soon as the term and vote that the answer rests on are on disk (lesson 10). */
  void reply(NodeId to, Message message) {
    if (rules.replyWaitsForHardState(hardStatePending())) {
      out.sendAfterPersist(to, message);
    } else {
      out.sendNow(to, message);
    }
  }

  /** The leader of this term, where known. */
  Optional<NodeId> leader() {
    return switch (role) {
      case Role.Follower follower -> follower.leader;
      case Role.PreCandidate _, Role.Candidate _ -> Optional.empty();
      case Role.Leader _ -> Optional.of(self);
    };
  }
}
