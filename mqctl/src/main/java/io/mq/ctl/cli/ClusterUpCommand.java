package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.StateHome;
import io.mq.shared.config.ClusterFile;
import io.mq.shared.config.ClusterFileReader;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl cluster up}: starts a cluster, or what of it is down. */
@Command(
    name = "up",
    description = {
      "Starts a cluster and waits until it has a leader that has committed.",
      "What runs already is left alone, so it may be repeated."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mqctl cluster up -n 5",
      "  mqctl cluster up -f examples/clusters/five.yaml --name demo"
    })
final class ClusterUpCommand extends Verb {

  @Option(
      names = {"-n", "--nodes"},
      paramLabel = "N",
      description = "How many nodes; 3 by default.")
  Integer nodes;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "A cluster file, YAML or JSON.")
  Path file;

  @Option(names = "--name", paramLabel = "NAME", description = "What to call it.")
  String name;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "60s",
      description = "How long to wait; 60s by default.")
  String timeout;

  @Override
  ExitCode run() throws ConfigException {
    long timeoutMillis = Durations.parseMillis(timeout);
    Optional<ClusterFile> wanted = wanted();
    String chosen =
        Optional.ofNullable(name)
            .or(() -> wanted.flatMap(ClusterFile::name))
            .or(this::clusterName)
            .orElse(StateHome.DEFAULT_NAME);
    Cluster cluster = context().clusters().up(chosen, wanted, timeoutMillis, progress());
    printer().rows(nodeTable(cluster.survey()));
    return ExitCode.OK;
  }

  private Optional<ClusterFile> wanted() throws ConfigException {
    if (file != null && nodes != null) {
      throw ClusterException.usage("give either -n or -f; the file says how many nodes there are.");
    }
    if (file != null) {
      return Optional.of(new ClusterFileReader(this::warn).read(file));
    }
    if (nodes == null) {
      return Optional.empty();
    }
    if (nodes < 1 || nodes > ClusterFile.MAX_NODES) {
      throw ClusterException.usage(
          "-n takes 1 to " + ClusterFile.MAX_NODES + " nodes; got " + nodes + ".");
    }
    return Optional.of(ClusterFile.ofSize(nodes));
  }
}
