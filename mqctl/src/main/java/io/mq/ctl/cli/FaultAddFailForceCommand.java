package io.mq.ctl.cli;

import io.mq.shared.config.ConfigException;
import io.mq.shared.fault.Effect;
import io.mq.shared.fault.FailForce;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl fault add fail-force}. */
@Command(
    name = "fail-force",
    description = "Lets a force to the disk fail, which stops the node.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl fault add fail-force leader --rate 100%%"})
final class FaultAddFailForceCommand extends NodeFaultVerb {

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      defaultValue = "100%",
      description = "How many fail; 100%% by default.")
  String rate;

  @Override
  Effect effect() throws ConfigException {
    return new FailForce(Rates.parse(rate));
  }
}
