package io.mq.ctl.cli;

import io.mq.ctl.bench.BenchOperation;
import io.mq.shared.client.MqClient;
import picocli.CommandLine.Command;

/** {@code mqctl bench put}: how fast messages are taken in. */
@Command(
    name = "put",
    description = "Puts messages as fast as the cluster acknowledges them.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl bench put -c 64 -d 10s --size 100"})
final class BenchPutCommand extends BenchVerb {

  @Override
  BenchOperation operation() {
    return BenchOperation.PUT;
  }

  @Override
  void prepare(MqClient client) {
    createTopic(client);
  }
}
