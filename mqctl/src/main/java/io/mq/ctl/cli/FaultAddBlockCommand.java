package io.mq.ctl.cli;

import io.mq.shared.fault.Block;
import io.mq.shared.fault.NetworkEffect;
import picocli.CommandLine.Command;

/** {@code mqctl fault add block}. */
@Command(
    name = "block",
    description = "Loses every message, as a cut cable does.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  mqctl fault add block --from n1 --to n2,n3",
      "  mqctl fault add block --shape majority-ring"
    })
final class FaultAddBlockCommand extends LinkFaultVerb {

  @Override
  NetworkEffect effect() {
    return new Block();
  }
}
