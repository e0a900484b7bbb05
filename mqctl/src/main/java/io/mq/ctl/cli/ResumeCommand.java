package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.shared.id.NodeId;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code mqctl resume NODE..}: lets paused nodes go on. */
@Command(
    name = "resume",
    description = "Lets paused nodes go on (SIGCONT).",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl resume n2", "  mqctl resume all"})
final class ResumeCommand extends NodesVerb {

  @Override
  ExitCode run(Cluster cluster, List<NodeId> selected) {
    return report("Resumed", selected, cluster.resume(selected));
  }
}
