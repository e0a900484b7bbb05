package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.shared.id.NodeId;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code mqctl wipe NODE..}: kills nodes and deletes their data. */
@Command(
    name = "wipe",
    description = {
      "Kills nodes and deletes their data, as a dead disk would. They refuse to start again: a",
      "node that has forgotten its votes and messages must not come back under its old name.",
      "mqctl node rejoin gives it a new one."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl wipe n3"})
final class WipeCommand extends NodesVerb {

  @Override
  ExitCode run(Cluster cluster, List<NodeId> selected) {
    confirm("Delete all data of " + names(selected) + "?");
    cluster.wipe(selected);
    note("Wiped " + names(selected) + ".");
    return ExitCode.OK;
  }
}
