package io.mq.ctl.chaos;

import java.nio.file.Path;

/**
 * How runs are made. Immutable.
 *
 * @param name in the folder's name
 * @param workload what the clients do
 * @param minimumAcknowledged with fewer operations known to have taken effect a run is undecided
 * @param recoveryMillis how long the cluster may take to be whole again
 * @param drainMillis how long it may take to empty the topics
 * @param runs the folder that gets a folder for each run
 */
public record ChaosSettings(
    String name,
    WorkloadPlan workload,
    int minimumAcknowledged,
    long recoveryMillis,
    long drainMillis,
    Path runs) {

  /** 60 s to recover, 120 s to drain. */
  public static ChaosSettings of(String name, WorkloadPlan workload, int minimum, Path runs) {
    return new ChaosSettings(name, workload, minimum, 60_000, 120_000, runs);
  }
}
