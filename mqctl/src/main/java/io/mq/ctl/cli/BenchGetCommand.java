package io.mq.ctl.cli;

import io.mq.ctl.bench.Load;
import picocli.CommandLine.Command;

/** {@code mqctl bench get}: how fast messages are given out. */
@Command(
    name = "get",
    description = "Takes messages as fast as the cluster gives them, until none is left.")
final class BenchGetCommand extends BenchVerb {

  @Override
  Load load(long durationMillis) {
    return new Load(Load.Operation.GET, topic, clients, durationMillis, 0, batch);
  }
}
