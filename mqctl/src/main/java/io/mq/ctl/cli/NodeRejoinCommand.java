package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import io.mq.shared.id.NodeId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mqctl node rejoin NODE}: a node that has lost its data comes back as a new one. */
@Command(
    name = "rejoin",
    description = {
      "Takes a node out and lets it in again at the same ports, with an empty disk and under a",
      "new number: for one that has lost its data, and with it the memory of its votes."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl node rejoin n3"})
final class NodeRejoinCommand extends Verb {

  private static final long PATIENCE_MILLIS = 8_000;

  @Parameters(paramLabel = "NODE", description = "The node, such as n3.")
  String node;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "How long it may take; 60s by default.")
  String timeout;

  @Override
  ExitCode run() throws ConfigException {
    Cluster cluster = cluster();
    List<NodeId> meant = select(cluster, List.of(node));
    if (meant.size() != 1) {
      throw ClusterException.usage("name one node; \"" + node + "\" means " + names(meant) + ".");
    }
    NodeId renewed =
        cluster.rejoin(
            meant.getFirst(), PATIENCE_MILLIS, Durations.parseMillis(timeout), progress());
    note(meant.getFirst() + " is back as " + renewed + ".");
    return ExitCode.OK;
  }
}
