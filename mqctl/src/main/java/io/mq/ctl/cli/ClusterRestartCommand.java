package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.NodeRecord;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import io.mq.shared.id.NodeId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl cluster restart}: stops and starts all nodes, at once or one by one. */
@Command(
    name = "restart",
    description = "Stops all nodes in good order and starts them again.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl cluster restart --rolling"})
final class ClusterRestartCommand extends Verb {

  private static final long PATIENCE_MILLIS = 8_000;

  @Option(
      names = "--rolling",
      description =
          "One after the other, the leader last: the cluster goes on serving, and clients see no"
              + " more than a redirect.")
  boolean rolling;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "How long to wait for a node; 60s by default.")
  String timeout;

  @Override
  ExitCode run() throws ConfigException {
    long timeoutMillis = Durations.parseMillis(timeout);
    Cluster cluster = cluster();
    if (rolling) {
      List<NodeId> restarted = cluster.restartRolling(PATIENCE_MILLIS, timeoutMillis, progress());
      note("Restarted " + names(restarted) + ", one after the other.");
    } else {
      List<NodeId> all = cluster.state().nodes().stream().map(NodeRecord::id).toList();
      cluster.stop(all, PATIENCE_MILLIS, progress());
      cluster.start(all, timeoutMillis, progress());
      note("Restarted " + names(all) + ".");
    }
    return ExitCode.OK;
  }
}
