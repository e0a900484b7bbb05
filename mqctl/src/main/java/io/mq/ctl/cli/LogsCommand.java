package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.NodeLog;
import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mqctl logs NODE}: what a node printed. */
@Command(
    name = "logs",
    description = "Shows what a node has printed.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl logs leader -n 20", "  mqctl logs n2 -f"})
final class LogsCommand extends Verb {

  @Parameters(paramLabel = "NODE", description = "n1, n2, ... or leader.")
  String node;

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on with what it prints from now on, until Ctrl-C.")
  boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      defaultValue = "100",
      description = "How many of the last lines; 100 by default.")
  int lines;

  @Override
  ExitCode run() {
    Cluster cluster = cluster();
    List<NodeId> selected = select(cluster, List.of(node));
    if (selected.size() != 1) {
      throw ClusterException.usage("logs takes one node; " + node + " is " + names(selected) + ".");
    }
    NodeLog log = cluster.log(selected.getFirst());
    long size = log.size();
    List<String> tail = log.tail(0, Math.max(0, lines));
    if (!follow) {
      printer().texts("lines", tail);
      return ExitCode.OK;
    }
    tail.forEach(this::show);
    out().flush();
    log.follow(
        size,
        text -> {
          text.lines().forEach(this::show);
          out().flush();
        },
        () -> Thread.currentThread().isInterrupted());
    return ExitCode.OK;
  }

  private void show(String line) {
    if (isTable()) {
      out().println(line);
    } else {
      printer().item(Map.of("line", line));
    }
  }
}
