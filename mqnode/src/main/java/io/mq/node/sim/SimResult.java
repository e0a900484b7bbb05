package io.mq.node.sim;

import java.util.Optional;

/**
 * How a run ended.
 *
 * @param broken what was found wrong, empty for a clean run
 * @param atNanos the simulated time of that, or of the end
 * @param step the number of the event at which it was found
 */
public record SimResult(
    SimOptions options,
    Optional<InvariantBroken> broken,
    long atNanos,
    long step,
    Counters counters) {

  /** Whether nothing was wrong. */
  public boolean isClean() {
    return broken.isEmpty();
  }
}
