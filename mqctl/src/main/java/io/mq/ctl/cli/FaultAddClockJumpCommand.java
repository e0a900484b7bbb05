package io.mq.ctl.cli;

import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import io.mq.shared.fault.ClockJump;
import io.mq.shared.fault.Effect;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl fault add clock-jump}. */
@Command(
    name = "clock-jump",
    description = "Moves timers once, forward or back.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl fault add clock-jump n2 --by 5s"})
final class FaultAddClockJumpCommand extends NodeFaultVerb {

  @Option(
      names = "--by",
      paramLabel = "TIME",
      required = true,
      description = "How far, such as 2s.")
  String by;

  @Option(names = "--back", description = "Back, so that they stand still for as long.")
  boolean back;

  @Override
  Effect effect() throws ConfigException {
    return new ClockJump(back ? -Durations.parseMillis(by) : Durations.parseMillis(by));
  }
}
