package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.shared.id.NodeId;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code mqctl pause NODE..}: makes nodes stand still. */
@Command(
    name = "pause",
    description = "Makes nodes stand still (SIGSTOP), as a hung machine would; resume ends it.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl pause n2", "  mqctl pause followers"})
final class PauseCommand extends NodesVerb {

  @Override
  ExitCode run(Cluster cluster, List<NodeId> selected) {
    return report("Paused", selected, cluster.pause(selected));
  }
}
