package io.mq.ctl.cli;

import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import io.mq.shared.fault.NetworkEffect;
import io.mq.shared.fault.Reorder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl fault add reorder}. */
@Command(
    name = "reorder",
    description = "Holds some messages back, so that later ones overtake them.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl fault add reorder --rate 10%% --delay 20ms"})
final class FaultAddReorderCommand extends LinkFaultVerb {

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      defaultValue = "10%",
      description = "How many of them; 10%% by default.")
  String rate;

  @Option(
      names = "--delay",
      paramLabel = "TIME",
      defaultValue = "20ms",
      description = "For how long; 20ms by default.")
  String delay;

  @Override
  NetworkEffect effect() throws ConfigException {
    return new Reorder(Rates.parse(rate), Durations.parseMillis(delay));
  }
}
