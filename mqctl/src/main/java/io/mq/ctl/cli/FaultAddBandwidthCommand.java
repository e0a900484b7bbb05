package io.mq.ctl.cli;

import io.mq.shared.fault.Bandwidth;
import io.mq.shared.fault.NetworkEffect;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl fault add bandwidth}. */
@Command(
    name = "bandwidth",
    description = "Lets only so many bytes pass in a second.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl fault add bandwidth --bytes-per-second 20000 --from leader"})
final class FaultAddBandwidthCommand extends LinkFaultVerb {

  @Option(
      names = "--bytes-per-second",
      paramLabel = "BYTES",
      required = true,
      description = "How many bytes, on each link.")
  long bytesPerSecond;

  @Override
  NetworkEffect effect() {
    return new Bandwidth(bytesPerSecond);
  }
}
