package io.mq.node.sim;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Which kinds of faults a run may draw. */
public enum Profile {
  /** Every kind; each seed draws its own mix. */
  DEFAULT(0.45),
  /** No faults at all. */
  CALM(0),
  /** Bad links and partitions. */
  NETWORK(0.75),
  /** Bad disks, and the crashes that show it. */
  DISK(0.7),
  /** Processes and machines that go down. */
  CRASH(0.8),
  /** Clocks that differ and processes that freeze. */
  CLOCK(0.9),
  /** Members and leaders that change, while links and processes fail. */
  CHURN(0.6);

  private final double share;

  Profile(double share) {
    this.share = share;
  }

  /** How probable it is that a run has any given kind. */
  double share() {
    return share;
  }

  /** The kinds that a run may have. */
  public Set<FaultKind> kinds() {
    return switch (this) {
      case DEFAULT -> EnumSet.allOf(FaultKind.class);
      case CALM -> EnumSet.noneOf(FaultKind.class);
      case NETWORK ->
          EnumSet.of(
              FaultKind.DELAY,
              FaultKind.LOSS,
              FaultKind.DUPLICATION,
              FaultKind.REORDERING,
              FaultKind.PARTITION,
              FaultKind.ONE_WAY_CUT,
              FaultKind.LINK_RESET,
              FaultKind.CLIENT_LOSS,
              FaultKind.TRANSFER);
      case DISK ->
          EnumSet.of(
              FaultKind.BIT_ROT,
              FaultKind.SLOW_DISK,
              FaultKind.HUNG_DISK,
              FaultKind.FAILING_FORCE,
              FaultKind.FULL_DISK,
              FaultKind.POWER_LOSS,
              FaultKind.CRASH_IN_DISK_OPERATION);
      case CRASH ->
          EnumSet.of(
              FaultKind.KILL,
              FaultKind.POWER_LOSS,
              FaultKind.CRASH_IN_DISK_OPERATION,
              FaultKind.RESTART_SEVERAL,
              FaultKind.SLOW_DISK,
              FaultKind.TRANSFER);
      case CLOCK ->
          EnumSet.of(
              FaultKind.CLOCK_DRIFT,
              FaultKind.STALL,
              FaultKind.CLIENT_LOSS,
              FaultKind.LINK_RESET,
              FaultKind.TRANSFER);
      case CHURN ->
          EnumSet.of(
              FaultKind.MEMBER_CHANGE,
              FaultKind.TRANSFER,
              FaultKind.DELAY,
              FaultKind.LOSS,
              FaultKind.PARTITION,
              FaultKind.KILL,
              FaultKind.POWER_LOSS,
              FaultKind.RESTART_SEVERAL);
    };
  }

  /** As people write it. */
  public String describe() {
    return name().toLowerCase(Locale.ROOT);
  }
}
