package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.shared.id.NodeId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl cluster down}: stops a cluster. */
@Command(
    name = "down",
    description = "Stops all nodes; what they have stored stays, and up starts them again.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl cluster down", "  mqctl cluster down --purge --cluster demo"})
final class ClusterDownCommand extends Verb {

  private static final long PATIENCE_MILLIS = 8_000;

  @Option(names = "--purge", description = "Removes the cluster with all its data as well.")
  boolean purge;

  @Override
  ExitCode run() {
    Cluster cluster = cluster();
    if (purge) {
      confirm("Remove cluster " + cluster.folder().name() + " with all its messages?");
    }
    String name = cluster.folder().name();
    List<NodeId> stopped = cluster.down(purge, PATIENCE_MILLIS, progress());
    note(
        (stopped.isEmpty() ? "No node of " + name + " was running" : "Stopped " + names(stopped))
            + (purge ? "; removed cluster " + name + "." : "."));
    if (purge) {
      forgetClusterThatIsGone();
    }
    return ExitCode.OK;
  }
}
