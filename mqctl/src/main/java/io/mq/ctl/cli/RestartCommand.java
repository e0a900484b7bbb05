package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import io.mq.shared.id.NodeId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl restart NODE..}: stops and starts nodes. */
@Command(
    name = "restart",
    description = "Stops nodes in good order and starts them again.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl restart n2", "  mqctl restart all"})
final class RestartCommand extends NodesVerb {

  private static final long PATIENCE_MILLIS = 8_000;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "How long to wait for them; 60s by default.")
  String timeout;

  @Override
  ExitCode run(Cluster cluster, List<NodeId> selected) throws ConfigException {
    long timeoutMillis = Durations.parseMillis(timeout);
    cluster.stop(selected, PATIENCE_MILLIS, progress());
    cluster.start(selected, timeoutMillis, progress());
    note("Restarted " + names(selected) + ".");
    return ExitCode.OK;
  }
}
