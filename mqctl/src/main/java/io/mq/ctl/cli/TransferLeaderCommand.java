package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.NodeView;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mqctl transfer-leader [NODE]}: makes another node the leader in good order. */
@Command(
    name = "transfer-leader",
    description = "Hands leadership to another node, without an election timeout.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl transfer-leader", "  mqctl transfer-leader n3"})
final class TransferLeaderCommand extends Verb {

  @Parameters(
      arity = "0..1",
      paramLabel = "NODE",
      description = "Who is to lead; by default the follower that lacks least of the log.")
  String node;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5s",
      description = "How long to wait for it; 5s by default.")
  String timeout;

  @Override
  ExitCode run() throws ConfigException {
    long timeoutMillis = Durations.parseMillis(timeout);
    Cluster cluster = cluster();
    Optional<NodeId> target = node == null ? Optional.empty() : Optional.of(one(cluster));
    NodeView leader = cluster.transferLeader(target, timeoutMillis);
    note(leader.id() + " leads term " + leader.term() + ".");
    return ExitCode.OK;
  }

  private NodeId one(Cluster cluster) {
    List<NodeId> meant = select(cluster, List.of(node));
    if (meant.size() != 1) {
      throw ClusterException.usage(
          "one node can lead; \"" + node + "\" means " + (meant.isEmpty() ? "none" : names(meant)));
    }
    return meant.getFirst();
  }
}
