package io.mq.ctl.cli;

import io.mq.shared.fault.Effect;
import io.mq.shared.fault.FullDisk;
import picocli.CommandLine.Command;

/** {@code mqctl fault add full-disk}. */
@Command(
    name = "full-disk",
    description = "Leaves no room on the disk beyond what its files have already.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl fault add full-disk n3"})
final class FaultAddFullDiskCommand extends NodeFaultVerb {

  @Override
  Effect effect() {
    return new FullDisk();
  }
}
