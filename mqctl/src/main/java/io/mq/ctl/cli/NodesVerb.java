package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.shared.id.NodeId;
import java.util.List;
import picocli.CommandLine.Parameters;

/** A verb that is done to nodes. */
abstract class NodesVerb extends Verb {

  @Parameters(
      arity = "1..*",
      paramLabel = "NODE",
      description = "n1, n2, ..., leader, followers, all, random, minority or majority.")
  List<String> nodes;

  @Override
  final ExitCode run() throws Exception {
    Cluster cluster = cluster();
    return run(cluster, select(cluster, nodes));
  }

  abstract ExitCode run(Cluster cluster, List<NodeId> selected) throws Exception;

  /** Says which nodes it was done to; none at all is a failure. */
  ExitCode report(String done, List<NodeId> selected, List<NodeId> reached) {
    List<NodeId> missed = selected.stream().filter(node -> !reached.contains(node)).toList();
    if (!reached.isEmpty()) {
      note(done + " " + names(reached) + ".");
    }
    if (!missed.isEmpty()) {
      warn(names(missed) + (missed.size() == 1 ? " was" : " were") + " not running.");
    }
    return reached.isEmpty() && !selected.isEmpty() ? ExitCode.FAILED : ExitCode.OK;
  }
}
