package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.shared.id.NodeId;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code mqctl kill NODE..}: ends nodes at once. */
@Command(
    name = "kill",
    description = "Kills nodes (SIGKILL), as a crash would.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl kill n2", "  mqctl kill leader n3"})
final class KillCommand extends NodesVerb {

  @Override
  ExitCode run(Cluster cluster, List<NodeId> selected) {
    return report("Killed", selected, cluster.kill(selected));
  }
}
