package io.mq.ctl.chaos;

import java.util.List;
import java.util.OptionalLong;

/**
 * Which faults come when. Immutable.
 *
 * @param seed that it was drawn from, if it was; also the workload's
 * @param durationMillis how long the clients work
 * @param faults in the order of their times
 */
public record Schedule(OptionalLong seed, long durationMillis, List<PlannedFault> faults) {

  /** Copies the list. */
  public Schedule {
    faults = List.copyOf(faults);
  }

  /** The same with other faults. */
  public Schedule with(List<PlannedFault> others) {
    return new Schedule(seed, durationMillis, others);
  }

  /** The same with another end. */
  public Schedule lasting(long millis) {
    return new Schedule(seed, millis, faults);
  }
}
