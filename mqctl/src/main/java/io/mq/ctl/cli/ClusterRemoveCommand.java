package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import io.mq.shared.id.NodeId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl cluster remove NODE..}: takes nodes out of a running cluster for good. */
@Command(
    name = "remove",
    description = {
      "Takes nodes out for good: the members agree, the nodes stop, their data is removed.",
      "Their numbers are not given out again. Nodes that do not run can be taken out, too."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl cluster remove n4 n5"})
final class ClusterRemoveCommand extends NodesVerb {

  private static final long PATIENCE_MILLIS = 8_000;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "How long it may take; 60s by default.")
  String timeout;

  @Override
  ExitCode run(Cluster cluster, List<NodeId> selected) throws ConfigException {
    cluster.remove(selected, PATIENCE_MILLIS, Durations.parseMillis(timeout), progress());
    note("Removed " + names(selected) + ".");
    return ExitCode.OK;
  }
}
