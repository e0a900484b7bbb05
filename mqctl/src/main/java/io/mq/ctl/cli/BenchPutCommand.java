package io.mq.ctl.cli;

import io.mq.ctl.bench.Load;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl bench put}: how fast messages are taken in. */
@Command(
    name = "put",
    description = "Puts messages as fast as the cluster acknowledges them.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl bench put -c 64 -d 10s --size 100"})
final class BenchPutCommand extends BenchVerb {

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      defaultValue = "100",
      description = "Of each message; 100 by default.")
  int size;

  @Override
  Load load(long durationMillis) {
    return new Load(Load.Operation.PUT, topic, clients, durationMillis, size, batch);
  }
}
