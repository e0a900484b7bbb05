package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.shared.id.NodeId;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code mqctl power-loss NODE..}: ends nodes as a power failure would. */
@Command(
    name = "power-loss",
    description = {
      "Takes the power away from nodes: they end at once, and what they had not forced to",
      "their disks is gone. (After kill it is still there, kept by the system.)"
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl power-loss n2", "  mqctl power-loss all"})
final class PowerLossCommand extends NodesVerb {

  @Override
  ExitCode run(Cluster cluster, List<NodeId> selected) {
    return report("Took the power from", selected, cluster.losePower(selected));
  }
}
