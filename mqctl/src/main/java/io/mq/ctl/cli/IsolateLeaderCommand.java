package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.NodeRecord;
import io.mq.ctl.fault.Partition;
import io.mq.shared.config.ConfigException;
import io.mq.shared.id.NodeId;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code mqctl isolate-leader}: cuts the leader off from all others. */
@Command(
    name = "isolate-leader",
    description = "Cuts the leader off from all other nodes; clients still reach it.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl isolate-leader", "  mqctl isolate-leader --lease 10s"})
final class IsolateLeaderCommand extends FaultVerb {

  @Override
  ExitCode run() throws ConfigException {
    Cluster cluster = cluster();
    NodeId leader = cluster.survey().requireLeader().id();
    List<NodeId> rest =
        cluster.state().nodes().stream()
            .map(NodeRecord::id)
            .filter(id -> !id.equals(leader))
            .toList();
    if (rest.isEmpty()) {
      throw ClusterException.usage("a single node has nobody to be cut off from.");
    }
    return cut(cluster.state(), new Partition(List.of(List.of(leader), rest)));
  }
}
