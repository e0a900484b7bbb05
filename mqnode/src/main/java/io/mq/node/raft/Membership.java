package io.mq.node.raft;

import io.mq.node.raft.progress.Progress;
import io.mq.node.raft.quorum.Quorum;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A leader's side of membership change by joint consensus (Raft §6): the joint configuration is
 * appended, and when it is committed, the one that leaves the joint phase.
 */
final class Membership {

  private final ReplicaState state;
  private final Replication replication;
  private final Election election;

  Membership(ReplicaState state, Replication replication, Election election) {
    this.state = state;
    this.replication = replication;
    this.election = election;
  }

  /** An operator wants a change. */
  void change(Role.Leader leader, Input.ChangeMembership change) {
    Optional<Output.AdminAnswer> objection = objection(leader, change);
    if (objection.isPresent()) {
      state.out.answer(objection.get());
      return;
    }
    state.out.answer(new Output.AdminAnswer.Started());
    Configuration now = state.configuration();
    boolean sameVoters = now.voters().equals(change.voters());
    SortedMap<NodeId, String> addresses = new TreeMap<>(now.addresses());
    addresses.putAll(change.addresses());
    Configuration next =
        withAddressesOfMembers(
            new Configuration(
                change.voters(),
                sameVoters ? new TreeSet<>() : now.voters(),
                change.learners(),
                addresses,
                now.lastNumber()));
    if (!next.equals(now)) {
      replication.appendConfiguration(leader, next);
    }
  }

  private Optional<Output.AdminAnswer> objection(
      Role.Leader leader, Input.ChangeMembership change) {
    Configuration now = state.configuration();
    if (!mayChange()) {
      return notYet("this leader has not committed an entry yet; try again");
    }
    if (state.rules.changeIsUnderWay(now.isJoint(), state.isConfigurationCommitted())) {
      return notYet("another membership change is under way; try again when it is done");
    }
    if (leader.handover.isPresent()) {
      return notYet("leadership is being handed to " + leader.handover.get().target());
    }
    if (change.voters().isEmpty()) {
      return refused("a cluster needs a voter");
    }
    for (NodeId node : change.voters()) {
      if (change.learners().contains(node)) {
        return refused(node + " cannot be both a voter and a learner");
      }
    }
    return change.voters().stream()
        .filter(node -> !now.voters().contains(node))
        .flatMap(node -> objectionToVote(leader, node, change.maxLagEntries()).stream())
        .findFirst()
        .or(() -> objectionToSilence(leader, change.voters()));
  }

  /**
   * The voters to be must be able to agree now. Otherwise the joint phase would never end, and
   * while it lasts nothing can be committed at all, not even the return of those who are silent.
   */
  private Optional<Output.AdminAnswer> objectionToSilence(
      Role.Leader leader, SortedSet<NodeId> voters) {
    SortedSet<NodeId> silent = new TreeSet<>(voters);
    silent.removeIf(node -> node.equals(state.self) || answers(leader.followers.get(node)));
    Quorum next = new Quorum(voters, new TreeSet<>());
    if (state.rules.couldAgree(next, node -> !silent.contains(node))) {
      return Optional.empty();
    }
    return notYet(
        "of the voters "
            + voters
            + " too few would be left that answer: "
            + silent
            + " must come back, or be taken out, first");
  }

  private boolean answers(Progress follower) {
    return !follower.isProbing() && !follower.isRepairing() && state.isActive(follower);
  }

  /** A voter that must first fetch the log would hold up every commit (lesson 31). */
  private Optional<Output.AdminAnswer> objectionToVote(
      Role.Leader leader, NodeId node, long maxLagEntries) {
    Progress progress = leader.followers.get(node);
    if (!state.configuration().learners().contains(node) || progress == null) {
      return refused(node + " must be a learner before it gets a vote");
    }
    if (progress.isRepairing()) {
      return notYet(node + " repairs its disk; it gets a vote when that is done");
    }
    if (!state.rules.hasCaughtUp(progress.matchIndex(), state.log.lastIndex(), maxLagEntries)) {
      long lag = state.log.lastIndex().value() - progress.matchIndex().value();
      return notYet(
          node + " lags by " + lag + " entries; it gets a vote at " + maxLagEntries + " or fewer");
    }
    return Optional.empty();
  }

  private static Optional<Output.AdminAnswer> refused(String reason) {
    return Optional.of(new Output.AdminAnswer.Refused(reason));
  }

  private static Optional<Output.AdminAnswer> notYet(String reason) {
    return Optional.of(new Output.AdminAnswer.NotYet(reason));
  }

  private boolean mayChange() {
    return state.rules.mayChangeMembership(state.log.termAt(state.log.commitIndex()), state.term());
  }

  /** Takes the next step of a change, once the one before is committed. */
  void advance(Role.Leader leader) {
    LogIndex changed = state.configurations.currentIndex();
    if (leader.settledConfiguration.equals(Optional.of(changed))
        || !state.isConfigurationCommitted()
        || !mayChange()) {
      return;
    }
    Configuration now = state.configuration();
    if (now.isJoint()) {
      Configuration left =
          new Configuration(
              now.voters(), new TreeSet<>(), now.learners(), now.addresses(), now.lastNumber());
      replication.appendConfiguration(leader, withAddressesOfMembers(left));
    } else {
      leader.settledConfiguration = Optional.of(changed);
      replication.dismissOthers(leader);
      if (state.rules.resigns(now.isVoter(state.self))) {
        resign(leader);
      }
    }
  }

  /** A leader without a vote goes (Raft §6), and asks the most complete voter to follow it. */
  private void resign(Role.Leader leader) {
    leader.followers.entrySet().stream()
        .filter(follower -> state.configuration().isVoter(follower.getKey()))
        .filter(follower -> !follower.getValue().isRepairing())
        .max(Comparator.comparing(follower -> follower.getValue().matchIndex()))
        .map(Map.Entry::getKey)
        .ifPresent(heir -> state.out.sendNow(heir, new Message.TimeoutNow(state.term())));
    election.stepDown();
  }

  private static Configuration withAddressesOfMembers(Configuration configuration) {
    SortedMap<NodeId, String> addresses = new TreeMap<>(configuration.addresses());
    addresses.keySet().retainAll(configuration.members());
    return new Configuration(
        configuration.voters(),
        configuration.outgoing(),
        configuration.learners(),
        addresses,
        configuration.lastNumber());
  }
}
