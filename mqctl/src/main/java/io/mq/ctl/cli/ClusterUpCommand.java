package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.ClusterFolder;
import io.mq.ctl.cluster.StateHome;
import io.mq.ctl.cluster.UpPlan;
import io.mq.shared.config.ClusterFile;
import io.mq.shared.config.ClusterFileReader;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import io.mq.shared.id.NodeId;
import java.nio.file.Path;
import java.util.List;
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
      "  mqctl cluster up -f examples/clusters/five.yaml --name demo",
      "  mqctl cluster up -f examples/clusters/figure7.yaml --dry-run"
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

  @Option(
      names = "--dry-run",
      description = "Says what would be started, with which settings, and touches nothing.")
  boolean dryRun;

  @Override
  ExitCode run() throws ConfigException {
    long timeoutMillis = Durations.parseMillis(timeout);
    Optional<ClusterFile> wanted = wanted();
    String chosen =
        Optional.ofNullable(name)
            .or(() -> wanted.flatMap(ClusterFile::name))
            .or(this::clusterName)
            .or(this::clusterInUse)
            .orElse(StateHome.DEFAULT_NAME);
    if (dryRun) {
      return plan(chosen, wanted);
    }
    Cluster cluster = context().clusters().up(chosen, wanted, timeoutMillis, progress());
    printer().rows(nodeTable(cluster.survey()));
    return ExitCode.OK;
  }

  private ExitCode plan(String chosen, Optional<ClusterFile> wanted) {
    UpPlan plan = context().clusters().plan(chosen, wanted);
    if (isTable()) {
      boolean first = true;
      for (UpPlan.Node node : plan.nodes()) {
        if (!first) {
          out().println();
        }
        first = false;
        printer().record(PlanPrinter.paragraph(node));
      }
    } else {
      printer().rows(PlanPrinter.table(plan));
    }
    out().flush();
    noteAbout(plan);
    plan.trouble()
        .ifPresent(
            trouble -> {
              throw trouble;
            });
    return ExitCode.OK;
  }

  private void noteAbout(UpPlan plan) {
    if (plan.needsProxies()) {
      note("A process with the proxies between the nodes would be started first.");
    }
    List<NodeId> starts = plan.toBeStarted();
    note(
        "Cluster "
            + plan.name()
            + (plan.isNew() ? " would be made; " : " exists; ")
            + (starts.isEmpty() ? "nothing" : names(starts))
            + " would be started. Nothing was done.");
    if (file != null && !plan.isNew()) {
      note("Of the file only the number of nodes counts, for the cluster has its settings.");
    }
  }

  /** A file describes a cluster of its own, also when it gives no name. */
  private Optional<String> clusterInUse() {
    if (file != null) {
      return Optional.empty();
    }
    if (!dryRun) {
      forgetClusterThatIsGone();
    }
    return context().clusters().home().inUse().map(ClusterFolder::name);
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
