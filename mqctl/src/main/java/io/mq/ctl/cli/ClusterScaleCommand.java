package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.config.ClusterFile;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mqctl cluster scale N}: adds or removes nodes until there are N. */
@Command(
    name = "scale",
    description = {
      "Adds or removes nodes of a running cluster until it has N, all of them with a vote.",
      "Of too many, those go first that do not run, then those with the highest numbers."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl cluster scale 7"})
final class ClusterScaleCommand extends Verb {

  private static final long PATIENCE_MILLIS = 8_000;

  @Parameters(paramLabel = "N", description = "How many nodes there shall be.")
  int wanted;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "How long it may take; 60s by default.")
  String timeout;

  @Override
  ExitCode run() throws ConfigException {
    if (wanted < 1 || wanted > ClusterFile.MAX_NODES) {
      throw ClusterException.usage(
          "a cluster has 1 to " + ClusterFile.MAX_NODES + " nodes; got " + wanted + ".");
    }
    Cluster.Scaled done =
        cluster().scale(wanted, PATIENCE_MILLIS, Durations.parseMillis(timeout), progress());
    if (!done.removed().isEmpty()) {
      note("Removed " + names(done.removed()) + ".");
    }
    if (!done.added().isEmpty()) {
      note("Added " + names(done.added()) + ".");
    }
    note("There " + (wanted == 1 ? "is 1 node." : "are " + wanted + " nodes."));
    return ExitCode.OK;
  }
}
