package io.mq.ctl.cli;

import io.mq.shared.fault.Effect;
import io.mq.shared.fault.TornTail;
import picocli.CommandLine.Command;

/** {@code mqctl fault add torn-tail}. */
@Command(
    name = "torn-tail",
    description = "Takes the power away in the middle of the next write.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl fault add torn-tail n2"})
final class FaultAddTornTailCommand extends NodeFaultVerb {

  @Override
  Effect effect() {
    return new TornTail();
  }
}
