package io.mq.ctl.cli;

import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import io.mq.shared.fault.Delay;
import io.mq.shared.fault.NetworkEffect;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl fault add delay}. */
@Command(
    name = "delay",
    description = "Delays messages, and keeps their order.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl fault add delay --delay 200ms --from leader --types append"})
final class FaultAddDelayCommand extends LinkFaultVerb {

  @Option(
      names = "--delay",
      paramLabel = "TIME",
      required = true,
      description = "By how much, such as 200ms.")
  String delay;

  @Option(
      names = "--jitter",
      paramLabel = "TIME",
      defaultValue = "0ms",
      description = "By how much it is longer or shorter at most; nothing by default.")
  String jitter;

  @Override
  NetworkEffect effect() throws ConfigException {
    return new Delay(Durations.parseMillis(delay), Durations.parseMillis(jitter));
  }
}
