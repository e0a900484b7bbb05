package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import io.mq.shared.id.NodeId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl start NODE..}: starts nodes that are down. */
@Command(
    name = "start",
    description = "Starts nodes that are down and waits until they answer.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl start n2", "  mqctl start all"})
final class StartCommand extends NodesVerb {

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "How long to wait; 60s by default.")
  String timeout;

  @Override
  ExitCode run(Cluster cluster, List<NodeId> selected) throws ConfigException {
    cluster.start(selected, Durations.parseMillis(timeout), progress());
    note(names(selected) + (selected.size() == 1 ? " is running." : " are running."));
    return ExitCode.OK;
  }
}
