package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.shared.id.NodeId;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code mqctl select NODE..}: says which nodes a selector means now. */
@Command(
    name = "select",
    description = "Prints which nodes are meant, such as by leader or followers.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl select leader", "  mqctl kill $(mqctl select random)"})
final class SelectCommand extends NodesVerb {

  @Override
  ExitCode run(Cluster cluster, List<NodeId> selected) {
    printer().texts("nodes", selected.stream().map(NodeId::toString).toList());
    return ExitCode.OK;
  }
}
