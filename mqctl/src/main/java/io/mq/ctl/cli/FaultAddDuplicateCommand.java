package io.mq.ctl.cli;

import io.mq.shared.config.ConfigException;
import io.mq.shared.fault.Duplicate;
import io.mq.shared.fault.NetworkEffect;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl fault add duplicate}. */
@Command(
    name = "duplicate",
    description = "Lets some of the messages arrive twice.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl fault add duplicate --rate 10%%"})
final class FaultAddDuplicateCommand extends LinkFaultVerb {

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      defaultValue = "10%",
      description = "How many of them; 10%% by default.")
  String rate;

  @Override
  NetworkEffect effect() throws ConfigException {
    return new Duplicate(Rates.parse(rate));
  }
}
