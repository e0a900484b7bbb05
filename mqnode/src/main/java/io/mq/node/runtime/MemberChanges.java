package io.mq.node.runtime;

import io.mq.node.raft.Input;
import io.mq.node.raft.Output;
import io.mq.node.raft.Output.AdminAnswer;
import io.mq.node.raft.RaftCore;
import io.mq.node.raft.RaftStatus;
import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.shared.id.NodeId;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The cluster's members, as one replica sees them change: answers the operator whose change is
 * under way when it has ended, and tells whenever the configuration is another.
 */
final class MemberChanges {

  private record Pending(Input.ChangeMembership change, Consumer<MembersOutcome> operator) {}

  private final RaftCore core;
  private final Consumer<ReplicaEvent> observer;
  private Optional<Pending> pending = Optional.empty();
  private long toldChanges = -1;
  private boolean toldSettled;

  MemberChanges(RaftCore core, Consumer<ReplicaEvent> observer) {
    this.core = core;
    this.observer = observer;
  }

  /** Begins a change if that can be; returns what the core wants done for it. */
  Optional<Output> begin(MemberChange wanted, Consumer<MembersOutcome> operator) {
    RaftStatus status = core.status();
    if (status.role() != RoleName.LEADER) {
      operator.accept(new MembersOutcome.NotLeader(status.leader()));
      return Optional.empty();
    }
    Input.ChangeMembership change;
    try {
      change = new MemberRules(status).plan(wanted);
    } catch (MemberRules.RefusedException e) {
      operator.accept(e.outcome());
      return Optional.empty();
    }
    Output output = core.step(change);
    switch (output.admin().orElseThrow()) {
      case AdminAnswer.Started() -> pending = Optional.of(new Pending(change, operator));
      case AdminAnswer.NotLeader(Optional<NodeId> leader) ->
          operator.accept(new MembersOutcome.NotLeader(leader));
      case AdminAnswer.NotYet(String reason) -> operator.accept(new MembersOutcome.NotYet(reason));
      case AdminAnswer.Refused(String reason) ->
          operator.accept(new MembersOutcome.Refused(reason));
    }
    return Optional.of(output);
  }

  /** To be called after every step. */
  void stepped() {
    boolean settled = core.isConfigurationSettled();
    if (core.configurationChanges() != toldChanges || settled != toldSettled) {
      toldChanges = core.configurationChanges();
      toldSettled = settled;
      observer.accept(
          new ReplicaEvent.MembersChanged(core.configuration(), settled, core.addresses()));
    }
    if (pending.isPresent()) {
      end(settled);
    }
  }

  private void end(boolean settled) {
    if (settled && MemberRules.isGoal(pending.get().change(), core.configuration())) {
      answer(new MembersOutcome.Done(core.configuration()));
    } else if (settled || core.role() != RoleName.LEADER) {
      answer(
          new MembersOutcome.Unknown(
              "this node lost leadership before the change was committed; see who the members"
                  + " are"));
    }
  }

  private void answer(MembersOutcome outcome) {
    Consumer<MembersOutcome> operator = pending.orElseThrow().operator();
    pending = Optional.empty();
    operator.accept(outcome);
  }

  /** Answers whoever still waits. */
  void close() {
    if (pending.isPresent()) {
      answer(new MembersOutcome.Unknown("this node is stopping; see who the members are"));
    }
  }
}
