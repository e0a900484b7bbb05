package io.mq.ctl.chaos;

import io.mq.ctl.chaos.FaultKind.InForce;
import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.history.HistoryRecorder;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Carries a schedule out. One thread does it all, one thing after the other, so a fault that takes
 * long to begin or lift makes the next one late, never concurrent.
 */
final class Nemesis {

  private static final long STEP_MILLIS = 20;

  /** From one try to end a fault to the next. */
  private static final long AGAIN_MILLIS = 1_000;

  /** A fault in force. */
  private record Active(
      PlannedFault plan, InForce inForce, long op, long began, long endMillis, int tries) {

    boolean needsQuorum() {
      return FaultKinds.of(plan.kind()).needsQuorumToEnd();
    }

    /** The same after a try to end it. */
    Active later(long millis) {
      return new Active(plan, inForce, op, began, millis, tries + 1);
    }
  }

  private final Schedule schedule;
  private final Target target;
  private final RunClock clock;
  private final HistoryRecorder recorder;
  private final Triggers triggers;
  private final Consumer<String> story;
  private final List<PlannedFault> waiting;
  private final List<Active> active = new ArrayList<>();
  private final List<FaultRecord> records = new ArrayList<>();

  /**
   * Does nothing yet.
   *
   * @param triggers says whether a condition holds now
   * @param story hears a line for each fault that begins or ends
   */
  Nemesis(
      Schedule schedule,
      Target target,
      RunClock clock,
      HistoryRecorder recorder,
      Triggers triggers,
      Consumer<String> story) {
    this.schedule = schedule;
    this.target = target;
    this.clock = clock;
    this.recorder = recorder;
    this.triggers = triggers;
    this.story = story;
    this.waiting = new ArrayList<>(schedule.faults());
    waiting.sort(Comparator.comparingLong(PlannedFault::atMillis));
  }

  /** Whether a condition of the cluster holds now. */
  interface Triggers {
    boolean holds(Trigger trigger);
  }

  /**
   * Carries the schedule out until its duration is over; what is then in force stays so.
   *
   * @throws InterruptedException if told to stop
   */
  void run() throws InterruptedException {
    while (clock.millis() < schedule.durationMillis()) {
      liftDue();
      beginDue();
      Thread.sleep(STEP_MILLIS);
    }
  }

  /** Lifts what is still in force. */
  void liftAll() {
    active.sort(Comparator.comparing(Active::needsQuorum));
    while (!active.isEmpty()) {
      lift(active.removeFirst());
    }
  }

  /** What became of the faults, in the order of their ends. */
  List<FaultRecord> records() {
    return List.copyOf(records);
  }

  /** Ends what is due; what needs a cluster that works comes last, and is tried until it does. */
  private void liftDue() {
    List<Active> due = new ArrayList<>(active);
    due.removeIf(each -> clock.millis() < each.endMillis());
    due.sort(Comparator.comparing(Active::needsQuorum));
    for (Active each : due) {
      active.remove(each);
      try {
        each.inForce().lift().run();
        over(each, "");
      } catch (ClusterException e) {
        if (each.tries() == 0) {
          story.accept(each.plan().kind() + " cannot end yet: " + e.getMessage());
        }
        active.add(each.later(clock.millis() + AGAIN_MILLIS));
      }
    }
  }

  private void beginDue() throws InterruptedException {
    for (PlannedFault plan : List.copyOf(waiting)) {
      boolean due =
          clock.millis() >= plan.atMillis()
              && plan.trigger().map(triggers::holds).orElse(true)
              && clock.millis() < schedule.durationMillis();
      if (due) {
        waiting.remove(plan);
        begin(plan);
        // One that is told to stop must not go on to break the next thing.
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        // It may have taken a while, and what is due to end waits for nothing.
        liftDue();
      }
    }
  }

  private void begin(PlannedFault plan) {
    long began = clock.nanos();
    try {
      InForce inForce = FaultKinds.of(plan.kind()).begin(plan, target);
      String nodes = names(inForce.victims());
      if (inForce.victims().isEmpty()) {
        story.accept(plan.describe() + ": had no effect");
        records.add(new FaultRecord(plan, began, clock.nanos(), List.of(), "had no effect"));
        return;
      }
      long op = recorder.beginFault(began, plan.kind(), inForce.detail(), nodes);
      story.accept(plan.kind() + ": " + nodes + " " + inForce.detail());
      active.add(new Active(plan, inForce, op, began, began / 1_000_000 + plan.forMillis(), 0));
    } catch (ClusterException e) {
      story.accept(plan.describe() + ": " + e.getMessage());
      records.add(new FaultRecord(plan, began, clock.nanos(), List.of(), e.getMessage()));
    }
  }

  /** For the last time: healing does what fails. */
  private void lift(Active last) {
    try {
      last.inForce().lift().run();
      over(last, "");
    } catch (ClusterException e) {
      over(last, "; lifting it failed: " + e.getMessage());
    }
  }

  private void over(Active over, String trouble) {
    String nodes = names(over.inForce().victims());
    long ended = clock.nanos();
    recorder.endFault(ended, over.op(), over.plan().kind(), "over" + trouble, nodes);
    if (over.plan().forMillis() > 0 || !trouble.isEmpty()) {
      story.accept(over.plan().kind() + " of " + nodes + " is over" + trouble);
    }
    records.add(
        new FaultRecord(
            over.plan(),
            over.began(),
            ended,
            over.inForce().victims(),
            over.inForce().detail() + trouble));
  }

  private static String names(List<NodeId> nodes) {
    return nodes.stream().map(NodeId::toString).collect(Collectors.joining(" "));
  }
}
