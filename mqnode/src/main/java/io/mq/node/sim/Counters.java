package io.mq.node.sim;

import java.util.EnumMap;
import java.util.Map;

/** What happened in one or more runs. Not thread-safe. */
public final class Counters {

  long seeds;
  long simulatedNanos;
  long steps;
  long elections;
  long committedEntries;
  long crashes;
  long operations;
  long snapshots;
  long installations;
  long repairs;
  private final Map<FaultKind, Long> faults = new EnumMap<>(FaultKind.class);

  /** One more fault of a kind. */
  void fault(FaultKind kind) {
    faults.merge(kind, 1L, Long::sum);
  }

  /** Adds another's figures. */
  public void add(Counters other) {
    seeds += other.seeds;
    simulatedNanos += other.simulatedNanos;
    steps += other.steps;
    elections += other.elections;
    committedEntries += other.committedEntries;
    crashes += other.crashes;
    operations += other.operations;
    snapshots += other.snapshots;
    installations += other.installations;
    repairs += other.repairs;
    other.faults.forEach((kind, count) -> faults.merge(kind, count, Long::sum));
  }

  /** Runs that ended. */
  public long seeds() {
    return seeds;
  }

  /** How often a kind of fault struck. */
  public long faults(FaultKind kind) {
    return faults.getOrDefault(kind, 0L);
  }

  /** Leaders elected. */
  public long elections() {
    return elections;
  }

  /** Entries committed. */
  public long committedEntries() {
    return committedEntries;
  }

  /** Nodes that crashed. */
  public long crashes() {
    return crashes;
  }

  /** Operations that clients finished. */
  public long operations() {
    return operations;
  }

  /** Snapshots that nodes took of themselves. */
  public long snapshots() {
    return snapshots;
  }

  /** Snapshots that nodes took over from a leader. */
  public long installations() {
    return installations;
  }

  /** Damaged disks that were repaired. */
  public long repairs() {
    return repairs;
  }

  /** Simulated time over all runs. */
  public long simulatedNanos() {
    return simulatedNanos;
  }

  /** Events over all runs. */
  public long steps() {
    return steps;
  }
}
