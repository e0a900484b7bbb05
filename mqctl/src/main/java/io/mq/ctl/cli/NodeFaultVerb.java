package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.fault.FaultPlan;
import io.mq.shared.config.ConfigException;
import io.mq.shared.fault.Effect;
import io.mq.shared.id.NodeId;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Parameters;

/** A fault of nodes themselves: of their disks or clocks. */
abstract class NodeFaultVerb extends FaultAddVerb {

  @Parameters(
      arity = "1..*",
      paramLabel = "NODE",
      description = "n1, n2, ..., leader, followers, all, random, minority or majority.")
  List<String> nodes;

  /** What is done to the nodes. */
  abstract Effect effect() throws ConfigException;

  @Override
  final ExitCode run() throws ConfigException {
    Effect effect = usage(this::effect);
    FaultPlan.Terms terms = new FaultPlan.Terms(Set.of(), seed(), leaseMillis());
    Cluster cluster = cluster();
    List<NodeId> selected = select(cluster, nodes);
    return apply(
        cluster.state(),
        FaultPlan.ofNodes(effect, selected, terms),
        "Laid " + effect.describe() + " on " + names(selected));
  }
}
