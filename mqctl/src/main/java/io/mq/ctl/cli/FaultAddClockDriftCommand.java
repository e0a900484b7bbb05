package io.mq.ctl.cli;

import io.mq.shared.config.ConfigException;
import io.mq.shared.fault.ClockDrift;
import io.mq.shared.fault.Effect;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl fault add clock-drift}. */
@Command(
    name = "clock-drift",
    description = "Lets timers run too fast or too slowly.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl fault add clock-drift n2 --speed 2"})
final class FaultAddClockDriftCommand extends NodeFaultVerb {

  @Option(
      names = "--speed",
      paramLabel = "RATE",
      required = true,
      description = "200%% is twice as fast, 50%% half as fast.")
  String speed;

  @Override
  Effect effect() throws ConfigException {
    return new ClockDrift(Rates.parse(speed));
  }
}
