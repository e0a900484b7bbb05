package io.mq.ctl.cli;

import io.mq.ctl.fault.Faults;
import io.mq.ctl.fault.Faults.Reached;
import io.mq.shared.fault.FaultView;
import picocli.CommandLine.Command;

/** {@code mqctl fault list}: the faults in force, as the nodes tell it. */
@Command(
    name = "list",
    description = "Lists the faults in force, as the nodes themselves tell it.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl fault list", "  mqctl fault list -o json"})
final class FaultListCommand extends Verb {

  @Override
  ExitCode run() {
    Table table = new Table("node", "id", "effect", "fault", "lease_ms", "remaining_ms");
    try (Faults faults = new Faults(cluster().state())) {
      Reached reached = faults.list();
      reached
          .reached()
          .forEach(
              (node, views) -> {
                for (FaultView view : views) {
                  table.add(
                      node.toString(),
                      view.id(),
                      view.spec().effect().word(),
                      view.spec().describe(),
                      view.spec().leaseMillis(),
                      view.remainingMillis());
                }
              });
      printer().rows(table);
      reached.missed().forEach((node, why) -> warn(node + " does not say: " + why + "."));
      return reached.reached().isEmpty() ? ExitCode.UNREACHABLE : ExitCode.OK;
    }
  }
}
