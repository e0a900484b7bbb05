package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.fault.Faults;
import io.mq.ctl.fault.Faults.Reached;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqctl fault clear [NODE..]}: lifts all faults of nodes. */
@Command(
    name = "clear",
    description = "Lifts all faults of some nodes, or of all.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl fault clear", "  mqctl fault clear n2"})
final class FaultClearCommand extends Verb {

  @Parameters(
      arity = "0..*",
      paramLabel = "NODE",
      description = "Nodes or selectors; all by default.")
  List<String> nodes = List.of("all");

  @Override
  ExitCode run() {
    Cluster cluster = cluster();
    try (Faults faults = new Faults(cluster.state())) {
      Reached reached = faults.heal(select(cluster, nodes));
      reached.missed().forEach((node, why) -> warn(node + " could not be told: " + why + "."));
      if (reached.reached().isEmpty()) {
        return ExitCode.UNREACHABLE;
      }
      note("Lifted " + count(reached.count(), "fault") + ".");
      return ExitCode.OK;
    }
  }
}
