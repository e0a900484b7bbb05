package io.mq.ctl.cli;

import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import io.mq.shared.fault.Effect;
import io.mq.shared.fault.SlowForce;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl fault add slow-force}. */
@Command(
    name = "slow-force",
    description = "Makes every force to the disk wait.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl fault add slow-force leader --delay 500ms"})
final class FaultAddSlowForceCommand extends NodeFaultVerb {

  @Option(
      names = "--delay",
      paramLabel = "TIME",
      required = true,
      description = "For how long, such as 200ms.")
  String delay;

  @Option(
      names = "--jitter",
      paramLabel = "TIME",
      defaultValue = "0ms",
      description = "By how much it is longer or shorter at most; nothing by default.")
  String jitter;

  @Override
  Effect effect() throws ConfigException {
    return new SlowForce(Durations.parseMillis(delay), Durations.parseMillis(jitter));
  }
}
