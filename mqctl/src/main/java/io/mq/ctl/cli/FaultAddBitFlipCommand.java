package io.mq.ctl.cli;

import io.mq.shared.config.ConfigException;
import io.mq.shared.fault.BitFlip;
import io.mq.shared.fault.Effect;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl fault add bit-flip}. */
@Command(
    name = "bit-flip",
    description = "Writes a bit wrong now and then; the damage stays, and shows at the next start.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl fault add bit-flip n2 --rate 1%%"})
final class FaultAddBitFlipCommand extends NodeFaultVerb {

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      defaultValue = "1%",
      description = "How many writes are hit; 1%% by default.")
  String rate;

  @Override
  Effect effect() throws ConfigException {
    return new BitFlip(Rates.parse(rate));
  }
}
