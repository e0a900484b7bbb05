package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code mqctl elect NODE..}: has nodes ask for votes. */
@Command(
    name = "elect",
    description = {
      "Has nodes ask for votes now, though a leader lives. Several ask at the same moment, and",
      "split the vote."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl elect n2", "  mqctl elect followers"})
final class ElectCommand extends NodesVerb {

  @Override
  ExitCode run(Cluster cluster, List<NodeId> selected) {
    Map<NodeId, String> missed = cluster.startElections(selected);
    missed.forEach((node, why) -> warn(node + " asks for no votes: " + why + "."));
    List<NodeId> asked = selected.stream().filter(node -> !missed.containsKey(node)).toList();
    if (asked.isEmpty()) {
      return ExitCode.FAILED;
    }
    note(names(asked) + (asked.size() == 1 ? " asks" : " ask") + " for votes.");
    return ExitCode.OK;
  }
}
