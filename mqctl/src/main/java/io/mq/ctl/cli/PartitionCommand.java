package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.NodeRecord;
import io.mq.ctl.fault.Partition;
import io.mq.shared.config.ConfigException;
import io.mq.shared.id.NodeId;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqctl partition "n1 n2 | n3 n4 n5"}: splits the cluster. */
@Command(
    name = "partition",
    description = "Splits the cluster into groups that do not hear each other.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  mqctl partition \"n1 n2 | n3 n4 n5\"",
      "  mqctl partition \"minority | majority\"",
      "  mqctl partition \"leader | rest\" --lease 30s"
    })
final class PartitionCommand extends FaultVerb {

  @Parameters(
      arity = "1..*",
      paramLabel = "GROUPS",
      description = "Nodes or selectors, groups divided by |; rest is all that are not named.")
  List<String> groups;

  @Override
  ExitCode run() throws ConfigException {
    Cluster cluster = cluster();
    List<NodeId> all = cluster.state().nodes().stream().map(NodeRecord::id).toList();
    String text = String.join(" ", groups);
    return cut(cluster.state(), Partition.parse(text, all, selectors(cluster)::resolve));
  }
}
