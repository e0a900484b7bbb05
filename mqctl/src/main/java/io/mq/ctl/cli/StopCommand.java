package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.shared.id.NodeId;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code mqctl stop NODE..}: stops nodes in good order. */
@Command(
    name = "stop",
    description = "Stops nodes in good order (SIGTERM).",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl stop n2", "  mqctl stop leader"})
final class StopCommand extends NodesVerb {

  private static final long PATIENCE_MILLIS = 8_000;

  @Override
  ExitCode run(Cluster cluster, List<NodeId> selected) {
    return report("Stopped", selected, cluster.stop(selected, PATIENCE_MILLIS, progress()));
  }
}
