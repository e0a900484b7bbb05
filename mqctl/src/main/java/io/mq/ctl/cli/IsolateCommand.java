package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.NodeRecord;
import io.mq.ctl.fault.FaultPlan;
import io.mq.ctl.fault.Link;
import io.mq.shared.config.ConfigException;
import io.mq.shared.fault.Block;
import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.SortedSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqctl isolate NODE..}: cuts each of some nodes off from all others. */
@Command(
    name = "isolate",
    description = "Cuts each of these nodes off from all others; clients still reach it.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl isolate n3", "  mqctl when 'leader(n3) and lag(n2) > 50' isolate n3"})
final class IsolateCommand extends FaultVerb {

  @Parameters(
      arity = "1..*",
      paramLabel = "NODE",
      description = "n1, n2, ..., leader, followers, all, random, minority or majority.")
  List<String> nodes;

  @Override
  ExitCode run() throws ConfigException {
    long millis = leaseMillis();
    Cluster cluster = cluster();
    List<NodeId> alone = select(cluster, nodes);
    List<NodeId> all = cluster.state().nodes().stream().map(NodeRecord::id).toList();
    SortedSet<Link> links = Link.between(alone, all, true);
    if (links.isEmpty()) {
      throw ClusterException.usage("a single node has nobody to be cut off from.");
    }
    FaultPlan plan = FaultPlan.ofLinks(new Block(), links, FaultPlan.Terms.lease(millis));
    return apply(cluster.state(), plan, "Cut off " + names(alone));
  }
}
