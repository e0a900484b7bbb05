package io.mq.ctl.cli;

import io.mq.ctl.cluster.ClusterState;
import io.mq.ctl.fault.FaultPlan;
import io.mq.ctl.fault.Faults;
import io.mq.ctl.fault.Faults.Reached;
import io.mq.ctl.fault.Partition;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import picocli.CommandLine.Option;

/** A verb that has nodes bring a fault on themselves for a while. */
abstract class FaultVerb extends Verb {

  @Option(
      names = "--lease",
      paramLabel = "TIME",
      defaultValue = "10m",
      description = "After which the nodes end it themselves; 10m by default, at most 60m.")
  String lease;

  final long leaseMillis() throws ConfigException {
    return Durations.parseMillis(lease);
  }

  /** Cuts the cluster into groups. */
  final ExitCode cut(ClusterState cluster, Partition partition) throws ConfigException {
    return apply(cluster, partition.plan(leaseMillis()), "Cut " + partition.describe());
  }

  /** Lays the faults on the nodes, waits until those list them, and says what was done. */
  final ExitCode apply(ClusterState cluster, FaultPlan plan, String done) {
    try (Faults faults = new Faults(cluster)) {
      Reached reached = faults.apply(plan);
      reached.missed().forEach((node, why) -> warn(node + " has not done it: " + why + "."));
      if (reached.reached().isEmpty()) {
        return reached.refused().isEmpty() ? ExitCode.UNREACHABLE : ExitCode.FAILED;
      }
      note(done + " for " + lease + ", or until mqctl heal.");
      return ExitCode.OK;
    }
  }
}
