package io.mq.node.runtime;

import io.mq.node.raft.Configuration;
import io.mq.node.raft.Input;
import io.mq.node.raft.RaftStatus;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Turns what an operator wants into a change of the configuration, or says why not. What every
 * leader must hold to for safety, the core checks itself; here is what keeps a cluster usable and
 * its node numbers unique. A wish that is fulfilled already changes nothing and is no mistake.
 * Pure.
 */
final class MemberRules {

  /** More voters would only slow every commit down. */
  static final int MAX_MEMBERS = 31;

  /** So few entries that a learner has them before anybody could miss its vote (lesson 31). */
  static final long MAX_LAG_ENTRIES = 1_000;

  /** A wish that makes no sense now. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    RefusedException(String reason) {
      this(reason, false);
    }

    RefusedException(String reason, boolean passing) {
      super(reason, null, false, false);
      this.passing = passing;
    }

    MembersOutcome outcome() {
      return passing
          ? new MembersOutcome.NotYet(getMessage())
          : new MembersOutcome.Refused(getMessage());
    }
  }

  private final RaftStatus leader;
  private final Configuration now;

  MemberRules(RaftStatus leader) {
    this.leader = leader;
    this.now = leader.configuration();
  }

  Input.ChangeMembership plan(MemberChange change) throws RefusedException {
    return switch (change) {
      case MemberChange.Add add -> add(add.learners());
      case MemberChange.Promote promote -> promote(promote.nodes());
      case MemberChange.Remove remove -> remove(remove.nodes());
    };
  }

  private Input.ChangeMembership add(SortedMap<NodeId, MemberAddress> wanted)
      throws RefusedException {
    TreeSet<NodeId> learners = new TreeSet<>(now.learners());
    TreeMap<NodeId, String> addresses = new TreeMap<>(now.addresses());
    for (var entry : wanted.entrySet()) {
      NodeId node = entry.getKey();
      String address = entry.getValue().text();
      if (address.equals(now.addresses().get(node)) && now.isMember(node)) {
        continue;
      }
      mustBeNew(node);
      mustBeFree(entry.getValue(), addresses);
      learners.add(node);
      addresses.put(node, address);
    }
    if (now.voters().size() + learners.size() > MAX_MEMBERS) {
      throw new RefusedException("a cluster has at most " + MAX_MEMBERS + " members");
    }
    return change(now.voters(), learners, addresses);
  }

  /** A node that has lost its disk must not come back as the one that has voted (lesson 26). */
  private void mustBeNew(NodeId node) throws RefusedException {
    if (node.number() <= now.lastNumber()) {
      throw new RefusedException(
          node
              + (now.isMember(node) ? " is a member already" : " has been a member before")
              + ", and no number is given out twice; the next free one is n"
              + (now.lastNumber() + 1));
    }
  }

  private static void mustBeFree(MemberAddress address, SortedMap<NodeId, String> taken)
      throws RefusedException {
    for (var other : taken.entrySet()) {
      if (other.getValue().equals(address.text())) {
        throw new RefusedException(other.getKey() + " has the address " + address.text());
      }
    }
  }

  private Input.ChangeMembership promote(SortedSet<NodeId> wanted) throws RefusedException {
    TreeSet<NodeId> voters = new TreeSet<>(now.voters());
    TreeSet<NodeId> learners = new TreeSet<>(now.learners());
    for (NodeId node : wanted) {
      if (learners.contains(node) && !hasAnswered(node)) {
        throw new RefusedException(node + " does not answer, so it gets no vote", true);
      }
      if (!now.isMember(node)) {
        throw new RefusedException(node + " is no member; add it first");
      }
      learners.remove(node);
      voters.add(node);
    }
    mustBeAbleToCommit(voters);
    return change(voters, learners, now.addresses());
  }

  private Input.ChangeMembership remove(SortedSet<NodeId> wanted) throws RefusedException {
    TreeSet<NodeId> voters = new TreeSet<>(now.voters());
    TreeSet<NodeId> learners = new TreeSet<>(now.learners());
    for (NodeId node : wanted) {
      if (node.number() > now.lastNumber()) {
        throw new RefusedException(node + " has never been a member");
      }
      voters.remove(node);
      learners.remove(node);
    }
    if (voters.isEmpty()) {
      throw new RefusedException("a cluster needs a voter, so one at least must stay");
    }
    mustBeAbleToCommit(voters);
    return change(voters, learners, now.addresses());
  }

  private void mustBeAbleToCommit(SortedSet<NodeId> voters) throws RefusedException {
    SortedSet<NodeId> silent =
        voters.stream()
            .filter(node -> !answers(node))
            .collect(Collectors.toCollection(TreeSet::new));
    if (voters.equals(now.voters()) || voters.size() - silent.size() > voters.size() / 2) {
      return;
    }
    throw new RefusedException(
        "of the voters then, "
            + voters
            + ", most would have to answer, and "
            + silent
            + (silent.size() == 1 ? " does not" : " do not"));
  }

  private boolean answers(NodeId node) {
    return node.equals(leader.self())
        || leader.followers().stream()
            .anyMatch(follower -> follower.node().equals(node) && follower.active());
  }

  /** To be new counts as answering, but a learner must have shown that it has some of the log. */
  private boolean hasAnswered(NodeId learner) {
    return leader.followers().stream()
        .anyMatch(
            follower ->
                follower.node().equals(learner)
                    && follower.active()
                    && follower.matchIndex().isAfter(LogIndex.ZERO));
  }

  private static Input.ChangeMembership change(
      SortedSet<NodeId> voters, SortedSet<NodeId> learners, SortedMap<NodeId, String> addresses) {
    return new Input.ChangeMembership(voters, learners, addresses, MAX_LAG_ENTRIES);
  }

  /** Whether a configuration is what a change was to lead to. */
  static boolean isGoal(Input.ChangeMembership change, Configuration configuration) {
    return configuration.voters().equals(change.voters())
        && configuration.learners().equals(change.learners());
  }
}
