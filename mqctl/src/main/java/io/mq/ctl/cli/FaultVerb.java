package io.mq.ctl.cli;

import io.mq.ctl.cluster.ClusterState;
import io.mq.ctl.fault.Faults;
import io.mq.ctl.fault.Faults.Reached;
import io.mq.ctl.fault.Partition;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import picocli.CommandLine.Option;

/** A verb that cuts links for a while. */
abstract class FaultVerb extends Verb {

  @Option(
      names = "--lease",
      paramLabel = "TIME",
      defaultValue = "10m",
      description = "After which the nodes end it themselves; 10m by default.")
  String lease;

  ExitCode cut(ClusterState cluster, Partition partition) throws ConfigException {
    long leaseMillis = Durations.parseMillis(lease);
    try (Faults faults = new Faults(cluster)) {
      Reached reached = faults.partition(partition, leaseMillis);
      warnOfMissed(reached);
      if (reached.reached().isEmpty()) {
        return ExitCode.UNREACHABLE;
      }
      note("Cut " + partition.describe() + " for " + lease + ", or until mqctl heal.");
      return ExitCode.OK;
    }
  }

  private void warnOfMissed(Reached reached) {
    reached.missed().forEach((node, why) -> warn(node + " could not be told: " + why + "."));
  }
}
