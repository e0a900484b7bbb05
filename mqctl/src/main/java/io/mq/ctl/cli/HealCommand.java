package io.mq.ctl.cli;

import io.mq.ctl.fault.Faults;
import io.mq.ctl.fault.Faults.Reached;
import picocli.CommandLine.Command;

/** {@code mqctl heal}: lifts all faults. */
@Command(
    name = "heal",
    description = "Lifts all faults on all nodes that can be reached, and says which cannot.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl heal"})
final class HealCommand extends Verb {

  @Override
  ExitCode run() {
    try (Faults faults = new Faults(cluster().state())) {
      Reached reached = faults.heal();
      reached.missed().forEach((node, why) -> warn(node + " could not be told: " + why + "."));
      if (reached.reached().isEmpty()) {
        return ExitCode.UNREACHABLE;
      }
      note("Lifted " + count(reached.count(), "fault") + ".");
      return ExitCode.OK;
    }
  }
}
