package io.mq.ctl.cli;

import io.mq.ctl.bench.BenchOperation;
import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.client.MqClient;
import io.mq.shared.client.MqSession;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl bench get}: how fast messages are given out. */
@Command(
    name = "get",
    description = "Takes messages as fast as the cluster gives them, until none is left.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl bench get -c 8 --prefill 200000"})
final class BenchGetCommand extends BenchVerb {

  private static final int MOST = 100_000_000;

  /** Well below the largest body that a node takes. */
  private static final int BYTES_AT_ONCE = 256 << 10;

  @Option(
      names = "--prefill",
      paramLabel = "N",
      defaultValue = "100000",
      description = "Messages to put before the measurement; 100000 by default.")
  int prefill;

  @Override
  BenchOperation operation() {
    return BenchOperation.GET;
  }

  @Override
  void prepare(MqClient client) {
    if (prefill < 0 || prefill > MOST) {
      throw ClusterException.usage("--prefill takes 0 to " + MOST + "; got " + prefill + ".");
    }
    createTopic(client);
    MqSession session = patientSession(client);
    int atOnce = Math.clamp(BYTES_AT_ONCE / Math.max(1, size), 1, 1_000);
    List<String> messages = Collections.nCopies(atOnce, "x".repeat(size));
    for (int left = prefill; left > 0; left -= atOnce) {
      OutcomeException.require(session.putAll(topic, messages.subList(0, Math.min(left, atOnce))));
    }
  }
}
