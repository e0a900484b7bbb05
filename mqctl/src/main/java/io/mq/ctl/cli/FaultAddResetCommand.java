package io.mq.ctl.cli;

import io.mq.shared.config.ConfigException;
import io.mq.shared.fault.NetworkEffect;
import io.mq.shared.fault.Reset;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl fault add reset}. */
@Command(
    name = "reset",
    description = "Closes connections, and loses what was on its way.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl fault add reset --rate 1%% --from n1 --to n2"})
final class FaultAddResetCommand extends LinkFaultVerb {

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      defaultValue = "1%",
      description = "How many messages have this end; 1%% by default.")
  String rate;

  @Override
  NetworkEffect effect() throws ConfigException {
    return new Reset(Rates.parse(rate));
  }
}
