package io.mq.node.raft;

import io.mq.node.raft.progress.Progress;
import io.mq.node.raft.quorum.Quorum;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.util.List;
import java.util.Optional;

/** Changes of role and term: timeouts, pre-votes, votes, and stepping down (Raft §5.2). */
final class Election {

  /** How often a broken link to the leader makes a node try in quick succession. */
  private static final int QUICK_ATTEMPTS = 4;

  /** How many ticks apart the nodes make the first of these attempts; it doubles with each. */
  private static final int QUICK_TICKS = 5;

  /** So long ago that no follower can be found in time. */
  private static final long NEVER = Long.MIN_VALUE / 2;

  private final ReplicaState state;
  private final Replication replication;

  private long timerStartTick;
  private int timeoutTicks;
  private int quickAttempt = QUICK_ATTEMPTS;
  private int quickPlace;

  Election(ReplicaState state, Replication replication) {
    this.state = state;
    this.replication = replication;
    restartTimer();
  }

  /** One tick has passed. */
  void tick() {
    switch (state.role) {
      case Role.Leader leader -> tickLeader(leader);
      case Role.Candidate _ when state.diskIsStalled() -> follow(Optional.empty());
      case Role.Follower _, Role.PreCandidate _, Role.Candidate _ -> {
        if (state.nowTick - timerStartTick >= timeoutTicks) {
          timeout();
        }
      }
    }
  }

  private void tickLeader(Role.Leader leader) {
    if (state.diskIsStalled() || hasLostQuorum(leader)) {
      follow(Optional.empty());
    }
  }

  private boolean hasLostQuorum(Role.Leader leader) {
    return state.rules.lostQuorum(state.nowTick - quorumHeardAtTick(leader), state.settings);
  }

  private long quorumHeardAtTick(Role.Leader leader) {
    return state
        .quorum()
        .agreed(
            node ->
                node.equals(state.self) ? state.nowTick : heardAtTick(leader.followers.get(node)));
  }

  /** When this leader has to go if nobody is heard any more. */
  long ticksUntilQuorumIsLost(Role.Leader leader) {
    return quorumHeardAtTick(leader) + state.settings.electionTicksMax() - state.nowTick;
  }

  /** When a node that does not lead has waited long enough. */
  long ticksUntilTimeout() {
    return timerStartTick + timeoutTicks - state.nowTick;
  }

  private long heardAtTick(Progress follower) {
    return state.rules.counts(follower.isRepairing()) ? follower.heardAtTick() : NEVER;
  }

  private void timeout() {
    quickAttempt = Math.min(quickAttempt + 1, QUICK_ATTEMPTS);
    restartTimer();
    if (mayCampaign()) {
      state.role = new Role.PreCandidate(new Role.Ballot());
      others().forEach(this::askForPreVote);
      countPreVotes();
    } else if (state.leader().isPresent()) {
      state.role = new Role.Follower(Optional.empty(), state.nowTick);
    }
  }

  private void askForPreVote(NodeId node) {
    state.out.sendNow(
        node,
        new Message.PreVoteRequest(
            state.term().next(), state.log.lastIndex(), state.log.lastTerm()));
  }

  /**
   * A node that has no vote, cannot make its vote durable, or may have forgotten it, leaves
   * elections to others.
   */
  private boolean mayCampaign() {
    return state.configurations.mayNeed(state.self, state.log.commitIndex())
        && !state.diskIsStalled()
        && mayVote();
  }

  private boolean mayVote() {
    return state.rules.mayVote(state.repair.isUnderWay());
  }

  private void campaign(boolean transfer) {
    state.enterTerm(state.term().next());
    state.voteFor(state.self);
    state.role = new Role.Candidate(new Role.Ballot());
    restartTimer();
    Message.VoteRequest request =
        new Message.VoteRequest(
            state.term(), state.log.lastIndex(), state.log.lastTerm(), transfer);
    others().forEach(node -> state.reply(node, request));
    countVotes();
  }

  private List<NodeId> others() {
    return votersWithout(state.self);
  }

  private List<NodeId> votersWithout(NodeId left) {
    return state.configuration().members().stream()
        .filter(node -> !node.equals(left) && state.configuration().isVoter(node))
        .toList();
  }

  /**
   * A link was opened. What was asked before is lost, and is asked again (Raft §5.1): nodes that
   * are started together ask first while none can hear.
   */
  void linkUp(NodeId peer) {
    if (state.role instanceof Role.PreCandidate(Role.Ballot ballot)
        && others().contains(peer)
        && !ballot.hasVoteOf(peer)) {
      askForPreVote(peer);
    }
  }

  /** A link was closed. From the leader that is a reason to look for a new one soon. */
  void linkDown(NodeId peer) {
    if (state.role instanceof Role.Follower follower
        && follower.loyal
        && follower.leader.equals(Optional.of(peer))) {
      follower.loyal = false;
      quickAttempt = 0;
      quickPlace = placeWithout(peer);
      restartTimer();
    }
  }

  /** Answers a pre-vote; nothing else changes here (Raft thesis §9.6). */
  void receive(NodeId from, Message.PreVoteRequest request) {
    boolean granted =
        request.term().isAfter(state.term())
            && mayVote()
            && !state.rules.refusesForLiveLeader(hearsLeader(), false)
            && state.rules.isUpToDateForPreVote(
                request.lastTerm(),
                request.lastIndex(),
                state.log.lastTerm(),
                state.log.lastIndex());
    state.reply(from, new Message.PreVoteReply(granted ? request.term() : state.term(), granted));
  }

  /** Counts a pre-vote, or learns from a refusal that the term is an old one. */
  void receive(NodeId from, Message.PreVoteReply reply) {
    if (!reply.granted() && reply.term().isAfter(state.term())) {
      enterTerm(reply.term(), Optional.empty());
    } else if (state.role instanceof Role.PreCandidate(Role.Ballot ballot)
        && (!reply.granted() || reply.term().equals(state.term().next()))) {
      ballot.add(from, reply.granted());
      countPreVotes();
    }
  }

  /** Answers a request for a vote (Raft §5.2, §5.4.1). */
  void receive(NodeId from, Message.VoteRequest request) {
    boolean granted = false;
    if (!state.rules.refusesForLiveLeader(hearsLeader(), request.transfer())
        && !request.term().isBefore(state.term())) {
      if (request.term().isAfter(state.term())) {
        enterTerm(request.term(), Optional.empty());
      }
      granted =
          mayVote()
              && state.rules.mayVoteFor(state.vote(), from)
              && state.rules.isUpToDate(
                  request.lastTerm(),
                  request.lastIndex(),
                  state.log.lastTerm(),
                  state.log.lastIndex());
    }
    if (granted) {
      state.voteFor(from);
      follow(Optional.empty());
    }
    state.reply(from, new Message.VoteReply(state.term(), granted));
  }

  /** Counts a vote of this term. */
  void receive(NodeId from, Message.VoteReply reply) {
    if (state.role instanceof Role.Candidate(Role.Ballot ballot)) {
      ballot.add(from, reply.granted());
      countVotes();
    }
  }

  /** The leader hands over (Raft thesis §3.10). */
  void receive(NodeId from, Message.TimeoutNow message) {
    if (state.leader().equals(Optional.of(from)) && mayCampaign()) {
      campaign(true);
    }
  }

  /** An operator wants an election, which disturbs a live leader on purpose. */
  void start() {
    if (state.role instanceof Role.Leader) {
      state.out.answer(new Output.AdminAnswer.Refused("this node leads already"));
    } else if (!mayCampaign()) {
      state.out.answer(
          new Output.AdminAnswer.Refused("this node has no vote, or no disk to keep it on"));
    } else {
      campaign(true);
      state.out.answer(new Output.AdminAnswer.Started());
    }
  }

  /** A write has finished, perhaps the one that this node's own vote waits for (lesson 10). */
  void persisted() {
    if (state.role instanceof Role.Candidate) {
      countVotes();
    }
  }

  private boolean hearsLeader() {
    return switch (state.role) {
      case Role.Follower follower ->
          follower.leader.isPresent()
              && follower.loyal
              && state.nowTick - follower.heardAtTick < state.settings.electionTicksMin();
      case Role.PreCandidate _, Role.Candidate _ -> false;
      case Role.Leader _ -> true;
    };
  }

  private void countPreVotes() {
    if (state.role instanceof Role.PreCandidate(Role.Ballot ballot)
        && outcome(ballot, true) == Quorum.Outcome.WON) {
      campaign(false);
    }
  }

  private void countVotes() {
    boolean ownVoteIsDurable = !state.rules.replyWaitsForHardState(state.hardStatePending());
    if (state.role instanceof Role.Candidate(Role.Ballot ballot)
        && outcome(ballot, ownVoteIsDurable) == Quorum.Outcome.WON) {
      lead();
    }
  }

  private Quorum.Outcome outcome(Role.Ballot ballot, boolean ownVote) {
    return state
        .quorum()
        .outcome(
            node -> node.equals(state.self) ? ownVote : ballot.granted().contains(node),
            node -> ballot.refused().contains(node));
  }

  private void lead() {
    Role.Leader leader = new Role.Leader();
    state.role = leader;
    quickAttempt = QUICK_ATTEMPTS;
    replication.begin(leader);
  }

  /** A message showed a later term. */
  void enterTerm(Term later, Optional<NodeId> leader) {
    state.enterTerm(later);
    leaveRole(leader);
  }

  /** A leader of this term has been heard. */
  void heard(NodeId leader) {
    if (state.role instanceof Role.Follower follower
        && follower.leader.equals(Optional.of(leader))) {
      follower.heardAtTick = state.nowTick;
      if (follower.loyal) {
        timerStartTick = state.nowTick;
        return;
      }
    }
    Check.that(!(state.role instanceof Role.Leader), "one leader per term", leader);
    follow(Optional.of(leader));
  }

  /** Gives up leading this term. */
  void stepDown() {
    follow(Optional.empty());
  }

  /** Becomes a follower of this term who gives the leader, or the one voted for, its time. */
  private void follow(Optional<NodeId> leader) {
    leaveRole(leader);
    quickAttempt = QUICK_ATTEMPTS;
    restartTimer();
  }

  /**
   * Becomes a follower. Except for a leader, who has no timer running, the timer is left alone: to
   * have seen a later term says nothing about there being a leader.
   */
  private void leaveRole(Optional<NodeId> leader) {
    if (state.role instanceof Role.Leader old) {
      replication.end(old, leader);
      restartTimer();
    }
    state.role = new Role.Follower(leader, state.nowTick);
  }

  /**
   * All followers lose a leader that dies at the same moment. They try in the order of their ids,
   * so that they do not split the vote; but only a few times, for ranks alone get in each other's
   * way (Raft §5.2), and then by chance.
   */
  private void restartTimer() {
    timerStartTick = state.nowTick;
    if (quickAttempt < QUICK_ATTEMPTS) {
      timeoutTicks =
          quickPlace * (QUICK_TICKS << quickAttempt) + draw(1 << quickAttempt, 2 << quickAttempt);
      if (timeoutTicks < state.settings.electionTicksMin()) {
        return;
      }
    }
    timeoutTicks = draw(state.settings.electionTicksMin(), state.settings.electionTicksMax());
  }

  private int placeWithout(NodeId lost) {
    return (int) votersWithout(lost).stream().takeWhile(node -> !node.equals(state.self)).count();
  }

  private int draw(int min, int max) {
    return state.random.nextInt(min, max + 1);
  }
}
