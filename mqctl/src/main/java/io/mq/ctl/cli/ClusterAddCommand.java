package io.mq.ctl.cli;

import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import io.mq.shared.id.NodeId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl cluster add}: brings new nodes into a running cluster. */
@Command(
    name = "add",
    description = {
      "Starts new nodes, lets them catch up as learners, and gives them a vote.",
      "The cluster serves meanwhile. What was interrupted is finished with the next call."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl cluster add", "  mqctl cluster add -n 2"})
final class ClusterAddCommand extends Verb {

  @Option(
      names = {"-n", "--nodes"},
      paramLabel = "K",
      defaultValue = "1",
      description = "How many; 1 by default.")
  int count;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "How long it may take; 60s by default.")
  String timeout;

  @Override
  ExitCode run() throws ConfigException {
    if (count < 1) {
      throw ClusterException.usage("-n takes 1 or more new nodes; got " + count + ".");
    }
    List<NodeId> added = cluster().add(count, Durations.parseMillis(timeout), progress());
    note("Added " + names(added) + ".");
    return ExitCode.OK;
  }
}
