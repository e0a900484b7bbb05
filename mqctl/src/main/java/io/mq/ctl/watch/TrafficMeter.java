package io.mq.ctl.watch;

import io.mq.ctl.cluster.NodeView;
import io.mq.ctl.cluster.Survey;
import io.mq.shared.wire.AdminState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;

/** Makes rates out of what the nodes have counted. Confined to one thread. */
final class TrafficMeter {

  /** How many seconds are remembered. */
  static final int SECONDS = 60;

  private static final long STEP_NANOS = 1_000_000_000L;

  private final Deque<Double> puts = new ArrayDeque<>();
  private final Deque<Double> gets = new ArrayDeque<>();
  private boolean started;
  private long lastNanos;
  private long lastPut;
  private long lastTaken;

  /** Takes in what the node that has applied most has counted, at most once in a second. */
  void measure(Survey survey, long nanos) {
    if (started && nanos - lastNanos < STEP_NANOS) {
      return;
    }
    survey.nodes().stream()
        .flatMap((NodeView node) -> node.state().stream())
        .max(Comparator.comparingLong(AdminState::appliedIndex))
        .ifPresent(state -> measure(state, nanos));
  }

  private void measure(AdminState state, long nanos) {
    long put = state.messagesPut();
    long taken = put - state.messages();
    if (started) {
      double seconds = (nanos - lastNanos) / (double) STEP_NANOS;
      // A topic that is deleted takes its counts along.
      add(puts, Math.max(0, put - lastPut) / seconds);
      add(gets, Math.max(0, taken - lastTaken) / seconds);
    }
    started = true;
    lastNanos = nanos;
    lastPut = put;
    lastTaken = taken;
  }

  private static void add(Deque<Double> rates, double rate) {
    rates.add(rate);
    if (rates.size() > SECONDS) {
      rates.remove();
    }
  }

  Traffic traffic() {
    return new Traffic(new ArrayList<>(puts), new ArrayList<>(gets));
  }
}
