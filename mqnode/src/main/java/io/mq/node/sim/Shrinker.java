package io.mq.node.sim;

import java.util.Optional;
import java.util.function.Function;

/**
 * Makes a failing run simpler while it still breaks the same invariant: fewer kinds of faults, then
 * less time. Each component draws from a generator of its own, so what is left stays as it was.
 */
public final class Shrinker {

  private static final long SHORTEST_NANOS = Scheduler.SECONDS;

  /** Runs last whole ticks, so that a command line can say how long. */
  private static final long TICK_NANOS = 10 * Scheduler.MILLIS;

  private final Function<SimOptions, SimResult> run;

  /** A shrinker that tries out by {@code run}. */
  public Shrinker(Function<SimOptions, SimResult> run) {
    this.run = run;
  }

  /** The simplest run found that breaks the same invariant. */
  public SimResult shrink(SimResult failed) {
    String invariant = failed.broken().orElseThrow().invariant();
    SimResult simplest = failed;
    for (FaultKind kind : failed.options().faults()) {
      simplest = attempt(simplest.options().without(kind), invariant).orElse(simplest);
    }
    long shortEnough = Math.min(simplest.options().durationNanos(), wholeTicks(simplest.atNanos()));
    if (shortEnough < simplest.options().durationNanos()) {
      simplest = attempt(simplest.options().lasting(shortEnough), invariant).orElse(simplest);
    }
    long step = simplest.options().durationNanos() / 2;
    while (step > SHORTEST_NANOS / 4) {
      long shorter = wholeTicks(simplest.options().durationNanos() - step);
      Optional<SimResult> found =
          shorter < SHORTEST_NANOS
              ? Optional.empty()
              : attempt(simplest.options().lasting(shorter), invariant);
      simplest = found.orElse(simplest);
      step = found.isPresent() ? step : step / 2;
    }
    return simplest;
  }

  private static long wholeTicks(long nanos) {
    return (nanos / TICK_NANOS + 1) * TICK_NANOS;
  }

  private Optional<SimResult> attempt(SimOptions options, String invariant) {
    SimResult result = run.apply(options);
    return result.broken().filter(b -> b.invariant().equals(invariant)).map(_ -> result);
  }
}
