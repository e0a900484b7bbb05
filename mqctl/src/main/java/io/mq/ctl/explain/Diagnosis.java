package io.mq.ctl.explain;

import io.mq.ctl.cluster.NodeView;
import io.mq.ctl.cluster.Survey;
import io.mq.shared.fault.FaultView;
import io.mq.shared.id.NodeId;
import io.mq.shared.wire.AdminState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Why a cluster serves or does not.
 *
 * @param serves whether there is a leader that can commit
 * @param verdict one sentence
 * @param reasons the sentences behind it, the weightiest first
 */
public record Diagnosis(boolean serves, String verdict, List<String> reasons) {

  /** Further behind than this a follower is worth a sentence, in entries. */
  private static final long FAR_BEHIND = 1_000;

  /** Draws the conclusions from what was seen at one moment. */
  public static Diagnosis of(Survey survey, Map<NodeId, List<FaultView>> faults) {
    return new Reasoning(survey, faults).conclude();
  }

  private static String list(Collection<NodeId> nodes) {
    return nodes.isEmpty()
        ? "none"
        : nodes.stream().map(NodeId::toString).collect(Collectors.joining(" "));
  }

  /** The steps of one diagnosis. */
  private static final class Reasoning {

    private final Survey survey;
    private final Map<NodeId, List<FaultView>> faults;
    private final Connections connections;
    private final List<String> reasons = new ArrayList<>();
    private final TreeSet<NodeId> voters = new TreeSet<>();
    private final TreeSet<NodeId> repairing = new TreeSet<>();
    private final int majority;

    Reasoning(Survey survey, Map<NodeId, List<FaultView>> faults) {
      this.survey = survey;
      this.faults = faults;
      this.connections = new Connections(survey.nodes(), faults);
      findVoters();
      this.majority = voters.size() / 2 + 1;
    }

    /** As the node with the latest term and commit index knows them; all nodes if none answers. */
    private void findVoters() {
      survey.nodes().stream()
          .flatMap(node -> node.state().stream())
          .max(
              Comparator.comparingLong(AdminState::term).thenComparingLong(AdminState::commitIndex))
          .ifPresent(
              state ->
                  state.members().stream()
                      .filter(member -> "voter".equals(member.suffrage()))
                      .flatMap(member -> NodeId.parse(member.node()).stream())
                      .forEach(voters::add));
      if (voters.isEmpty()) {
        survey.nodes().forEach(node -> voters.add(node.id()));
      }
    }

    Diagnosis conclude() {
      List<SortedSet<NodeId>> groups = connections.groups();
      groups.forEach(group -> group.retainAll(voters));
      groups.removeIf(SortedSet::isEmpty);
      groups.sort(Comparator.comparingInt(group -> -group.size()));
      int answering = groups.stream().mapToInt(SortedSet::size).sum();
      int largest = groups.isEmpty() ? 0 : groups.getFirst().size();
      count(answering);
      cuts(groups);
      Optional<NodeView> leader = survey.leader();
      boolean serves = leader.isPresent() && supporters(leader.get()) >= majority;
      leaders(leader, serves);
      behind(leader.filter(_ -> serves));
      full(leader.filter(_ -> serves));
      return new Diagnosis(serves, verdict(serves, leader, answering, groups, largest), reasons);
    }

    private String verdict(
        boolean serves,
        Optional<NodeView> leader,
        int answering,
        List<SortedSet<NodeId>> groups,
        int largest) {
      if (serves) {
        return leader.get().id() + " leads term " + leader.get().term() + " and can commit.";
      }
      if (answering < majority) {
        return "No leader is possible: a majority is "
            + majority
            + " of "
            + voters.size()
            + " voters, and "
            + answering
            + (answering == 1 ? " answers." : " answer.");
      }
      if (largest < majority) {
        return "No leader is possible: "
            + majority
            + " voters must reach each other, and no group of them does.";
      }
      if (groups.getFirst().stream().filter(node -> !repairing.contains(node)).count() < majority) {
        return "No leader is possible: "
            + majority
            + " voters whose disks have lost nothing must reach each other, and "
            + list(repairing)
            + (repairing.size() == 1 ? " has" : " have")
            + " lost data. Put back undamaged files from a backup.";
      }
      return "No leader yet, but "
          + list(groups.getFirst())
          + " reach each other and are a majority: one of them should win an election soon.";
    }

    private void count(int answering) {
      reasons.add(
          answering + " of " + voters.size() + " voters answer; a majority is " + majority + ".");
      for (NodeView node : survey.nodes()) {
        node.state()
            .map(AdminState::damage)
            .ifPresent(damage -> reasons.add(repair(node.id(), damage)));
        switch (node.condition()) {
          case UP -> {}
          case PAUSED -> reasons.add(node.id() + " is paused; mqctl resume " + node.id() + ".");
          case DOWN -> reasons.add(node.id() + " does not run; mqctl start " + node.id() + ".");
          case SILENT ->
              reasons.add(node.id() + " runs and does not answer: " + node.trouble() + ".");
        }
      }
    }

    private String repair(NodeId node, String damage) {
      repairing.add(node);
      return node
          + " has lost data and counts for nothing until a leader has repaired it: "
          + damage
          + ".";
    }

    private void cuts(List<SortedSet<NodeId>> groups) {
      if (groups.size() > 1) {
        reasons.add(
            "The nodes that answer fall into groups: "
                + groups.stream().map(Diagnosis::list).collect(Collectors.joining(" | "))
                + ".");
      }
      oneWay();
      faults.forEach(
          (node, views) ->
              views.forEach(
                  fault ->
                      reasons.add(
                          node
                              + " has fault "
                              + fault.id()
                              + ": "
                              + fault.spec().describe()
                              + ", for another "
                              + Math.ceilDiv(fault.remainingMillis(), 1_000L)
                              + " s; mqctl heal lifts it.")));
    }

    private void oneWay() {
      for (NodeId from : voters) {
        for (NodeId to : voters) {
          if (connections.passes(from, to) && !connections.passes(to, from)) {
            reasons.add(from + " reaches " + to + ", but not the other way round.");
          }
        }
      }
    }

    /** Voters that talk to that node, itself included. */
    private long supporters(NodeView leader) {
      return voters.stream()
          .filter(voter -> !repairing.contains(voter))
          .filter(voter -> voter.equals(leader.id()) || connections.talk(voter, leader.id()))
          .count();
    }

    private void leaders(Optional<NodeView> leader, boolean serves) {
      for (NodeView node : survey.nodes()) {
        if (!node.claimsToLead() || (serves && leader.filter(node::equals).isPresent())) {
          continue;
        }
        reasons.add(
            node.id()
                + " says that it leads term "
                + node.term()
                + ", but talks to "
                + supporters(node)
                + " of "
                + voters.size()
                + " voters, itself included: it cannot commit, and a put sent there waits.");
      }
      if (survey.leader().isEmpty()) {
        survey.nodes().stream()
            .flatMap(node -> node.state().stream())
            .max(
                Comparator.comparingLong(AdminState::lastTerm)
                    .thenComparingLong(AdminState::lastIndex))
            .ifPresent(
                state ->
                    reasons.add(
                        "The log that reaches furthest is "
                            + state.node()
                            + "'s (term "
                            + state.lastTerm()
                            + ", index "
                            + state.lastIndex()
                            + "); only a node that is as far as a majority can win."));
      }
    }

    /** Puts that are refused for want of memory. */
    private void full(Optional<NodeView> leader) {
      leader
          .flatMap(NodeView::state)
          .filter(state -> state.maxQueueBytes() > 0)
          .filter(state -> state.queueBytes() >= state.maxQueueBytes())
          .ifPresent(
              state ->
                  reasons.add(
                      "The queues take "
                          + (state.queueBytes() >> 20)
                          + " MiB, all that "
                          + state.node()
                          + "'s heap has for them: puts are refused until messages are taken, or"
                          + " the nodes run with a larger heap."));
    }

    private boolean answers(String node) {
      return survey.nodes().stream()
          .anyMatch(view -> view.id().toString().equals(node) && view.state().isPresent());
    }

    private void behind(Optional<NodeView> leader) {
      leader
          .flatMap(NodeView::state)
          .ifPresent(
              state ->
                  state.followers().stream()
                      .filter(follower -> answers(follower.node()))
                      .filter(follower -> follower.matchIndex() + FAR_BEHIND < state.commitIndex())
                      .forEach(
                          follower ->
                              reasons.add(
                                  follower.node()
                                      + " is "
                                      + (state.commitIndex() - follower.matchIndex())
                                      + " entries behind the commit index.")));
    }
  }
}
