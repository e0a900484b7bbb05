package io.mq.node.sim;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Which kinds of faults a run may draw. */
public enum Profile {
  /** Every kind; each seed draws its own mix. */
  DEFAULT(0.45, EnumSet.allOf(FaultKind.class)),
  /** No faults at all. */
  CALM(0, EnumSet.noneOf(FaultKind.class)),
  /** Bad links and partitions. */
  NETWORK(
      0.75,
      EnumSet.of(
          FaultKind.LOSS,
          FaultKind.DUPLICATION,
          FaultKind.REORDERING,
          FaultKind.PARTITION,
          FaultKind.ONE_WAY_CUT,
          FaultKind.LINK_RESET,
          FaultKind.CLIENT_LOSS)),
  /** Bad disks, and the crashes that show it. */
  DISK(
      0.7,
      EnumSet.of(
          FaultKind.BIT_ROT,
          FaultKind.SLOW_DISK,
          FaultKind.HUNG_DISK,
          FaultKind.FAILING_FORCE,
          FaultKind.FULL_DISK,
          FaultKind.POWER_LOSS,
          FaultKind.CRASH_IN_DISK_OPERATION)),
  /** Processes and machines that go down. */
  CRASH(
      0.8,
      EnumSet.of(
          FaultKind.KILL,
          FaultKind.POWER_LOSS,
          FaultKind.CRASH_IN_DISK_OPERATION,
          FaultKind.RESTART_ALL,
          FaultKind.SLOW_DISK)),
  /** Clocks that differ and processes that freeze. */
  CLOCK(
      0.9,
      EnumSet.of(
          FaultKind.CLOCK_DRIFT, FaultKind.STALL, FaultKind.CLIENT_LOSS, FaultKind.LINK_RESET));

  private final double share;
  private final EnumSet<FaultKind> kinds;

  Profile(double share, EnumSet<FaultKind> kinds) {
    this.share = share;
    this.kinds = kinds;
  }

  /** How probable it is that a run has any given kind. */
  double share() {
    return share;
  }

  /** The kinds that a run may have. */
  Set<FaultKind> kinds() {
    return EnumSet.copyOf(kinds);
  }

  /** As people write it. */
  public String describe() {
    return name().toLowerCase(Locale.ROOT);
  }
}
