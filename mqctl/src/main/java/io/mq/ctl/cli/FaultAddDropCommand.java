package io.mq.ctl.cli;

import io.mq.shared.config.ConfigException;
import io.mq.shared.fault.Drop;
import io.mq.shared.fault.NetworkEffect;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl fault add drop}. */
@Command(
    name = "drop",
    description = "Loses some of the messages.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl fault add drop --rate 20%% --shape bridge"})
final class FaultAddDropCommand extends LinkFaultVerb {

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      defaultValue = "10%",
      description = "How many of them; 10%% by default.")
  String rate;

  @Override
  NetworkEffect effect() throws ConfigException {
    return new Drop(Rates.parse(rate));
  }
}
