package io.mq.ctl.chaos;

import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.NodeView;
import io.mq.ctl.cluster.NodeView.Condition;
import io.mq.ctl.cluster.Survey;
import io.mq.ctl.cluster.Waiting;
import io.mq.ctl.fault.Faults.Reached;
import io.mq.shared.wire.AdminState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lifts everything and waits until the cluster is whole: as many members as before, all of them up,
 * one of them leads and serves, and all have applied what it has committed. "Never lied but never
 * came back" is a verdict of its own.
 *
 * @param recovered whether that came about in time
 * @param millis how long it took, or was waited
 * @param trouble what was still wrong; empty if it has recovered
 */
public record Recovery(boolean recovered, long millis, String trouble) {

  private static final long POLL_MILLIS = 50;

  /** For a leader to appear, and the members to be again what they were. */
  private static final long SETTLE_MILLIS = 15_000;

  /** Lifts all faults of all nodes; what fails is said and left to the leases. */
  static void heal(Target target) {
    clear(target);
    target.resume(target.all());
    try {
      target.start(target.all());
    } catch (ClusterException e) {
      // Waiting for the recovery says which node is missing, and why.
      return;
    }
    clear(target);
    settle(target.roster());
  }

  /** What is left to do after that, waiting for the recovery goes on with. */
  private static void settle(Roster roster) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SETTLE_MILLIS);
    try {
      while (roster.settle().isPresent() && System.nanoTime() - end < 0) {
        Waiting.pause(POLL_MILLIS);
      }
    } catch (ClusterException e) {
      return; // Interrupted.
    }
  }

  private static void clear(Target target) {
    Reached reached = target.faults().heal();
    if (!reached.missed().isEmpty()) {
      // A node that was just resumed or is about to be started answers in a moment.
      target.faults().heal();
    }
  }

  /** Waits for the cluster to be whole. */
  static Recovery await(Target target, Supplier<Survey> look, long timeoutMillis)
      throws InterruptedException {
    long begun = System.nanoTime();
    while (true) {
      Optional<String> unsettled = target.roster().settle();
      Optional<String> trouble = unsettled.or(() -> trouble(target, look.get()));
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      if (trouble.isEmpty()) {
        return new Recovery(true, millis, "");
      }
      if (millis >= timeoutMillis) {
        return new Recovery(false, millis, trouble.get());
      }
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static Optional<String> trouble(Target target, Survey survey) {
    for (NodeView node : survey.nodes()) {
      if (node.condition() != Condition.UP) {
        List<String> words = target.cluster().log(node.id()).tail(0, 1);
        return Optional.of(
            node.id()
                + " is "
                + node.condition().word()
                + (words.isEmpty() ? "" : "; it said last: " + words.getLast()));
      }
    }
    Optional<NodeView> leader = survey.leader();
    if (leader.isEmpty()) {
      return Optional.of("there is no leader");
    }
    if (!target.cluster().servesReads(leader.get())) {
      return Optional.of(leader.get().id() + " leads and does not serve");
    }
    return leader.get().state().flatMap(state -> lagging(survey, state));
  }

  private static Optional<String> lagging(Survey survey, AdminState leader) {
    return survey.nodes().stream()
        .flatMap(node -> node.state().stream())
        .filter(state -> state.appliedIndex() < leader.commitIndex())
        .map(
            state ->
                state.node()
                    + " has applied "
                    + state.appliedIndex()
                    + " of "
                    + leader.commitIndex()
                    + " entries")
        .findFirst();
  }
}
