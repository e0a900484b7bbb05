package io.mq.node.sim;

import io.mq.node.raft.Configuration;
import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.node.runtime.MemberAddress;
import io.mq.node.runtime.MemberChange;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Somebody who hands leadership over and changes the members, at the wrong moments too. */
final class SimOperator {

  /** With three voters one node may be down or damaged. */
  private static final int MIN_VOTERS = 3;

  private final World world;
  private final RandomGenerator haste;
  private int joined;

  SimOperator(World world) {
    this.world = world;
    this.haste = world.seeds().of("operator's haste");
    this.joined = world.firstMembers().members().size();
  }

  /** Asks whoever leads to let {@code heir}, or without one whoever is best, lead instead. */
  boolean transfer(Optional<NodeId> heir) {
    List<SimNode> leaders = leaders();
    for (SimNode leader : leaders) {
      leader
          .process()
          .transfer(
              heir, outcome -> world.trace("op", () -> leader.id() + ": " + outcome.describe()));
    }
    return !leaders.isEmpty();
  }

  /** Asks whoever leads for a change of the members that makes sense in its eyes. */
  boolean changeMembers(RandomGenerator random) {
    List<SimNode> leaders = leaders();
    boolean asked = false;
    for (SimNode leader : leaders) {
      asked |= askSomething(leader, random);
      if (haste.nextBoolean()) {
        long soon = haste.nextLong(5 * Scheduler.MILLIS);
        world.scheduler().after(soon, () -> askAgain(leader));
      }
    }
    return asked;
  }

  /** Somebody new leads, and may be asked before it has committed anything (lesson 1). */
  void elected(SimNode leader) {
    if (haste.nextBoolean()) {
      world.scheduler().after(0, () -> askAgain(leader));
    }
  }

  private void askAgain(SimNode leader) {
    if (leader.isUp() && leader.process().knownRole() == RoleName.LEADER) {
      askSomething(leader, haste);
    }
  }

  private boolean askSomething(SimNode leader, RandomGenerator random) {
    List<MemberChange> sensible = sensible(leader.replica().core().configuration(), random);
    if (!sensible.isEmpty()) {
      ask(leader, sensible.get(random.nextInt(sensible.size())));
    }
    return !sensible.isEmpty();
  }

  /** More than one, while some have not heard that they were replaced. */
  private List<SimNode> leaders() {
    return world.nodes().stream()
        .filter(node -> node.isUp() && node.process().knownRole() == RoleName.LEADER)
        .toList();
  }

  private List<MemberChange> sensible(Configuration now, RandomGenerator random) {
    List<MemberChange> changes = new ArrayList<>();
    if (joined < world.nodes().size()) {
      SortedMap<NodeId, MemberAddress> fresh = new TreeMap<>();
      fresh.put(new NodeId(joined + 1), address(joined + 1));
      changes.add(new MemberChange.Add(fresh));
    }
    if (!now.learners().isEmpty()) {
      SortedSet<NodeId> some = now.learners();
      changes.add(new MemberChange.Promote(random.nextBoolean() ? some : first(some)));
    }
    List<NodeId> members = List.copyOf(now.members());
    NodeId leaving = members.get(random.nextInt(members.size()));
    if (!now.isVoter(leaving) || now.voters().size() > MIN_VOTERS) {
      changes.add(new MemberChange.Remove(new TreeSet<>(List.of(leaving))));
    }
    return changes;
  }

  private static SortedSet<NodeId> first(SortedSet<NodeId> nodes) {
    return new TreeSet<>(List.of(nodes.first()));
  }

  private static MemberAddress address(int number) {
    String host = "http://n" + number;
    return new MemberAddress(host + ":1", host + ":2");
  }

  private void ask(SimNode leader, MemberChange change) {
    if (change instanceof MemberChange.Add) {
      joined++;
      world.nodes().get(joined - 1).start();
    }
    world.trace("op", () -> "asks " + leader.id() + ": " + change.describe());
    leader
        .process()
        .changeMembers(
            change, outcome -> world.trace("op", () -> leader.id() + ": " + outcome.describe()));
  }
}
