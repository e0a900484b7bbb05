package io.mq.ctl.cli;

import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.client.MqSession;
import io.mq.shared.wire.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mqctl get TOPIC}: takes messages. */
@Command(
    name = "get",
    description = {
      "Takes the first messages of a topic and prints them, one a line.",
      "Exit code 1 if there is none."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl get orders", "  mqctl get orders -n 100"})
final class GetCommand extends ClientVerb {

  private static final int MOST_AT_ONCE = 256;

  @Parameters(paramLabel = "TOPIC", description = "Where from.")
  String topic;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      defaultValue = "1",
      description = "How many at most; 1 by default.")
  int count;

  @Override
  ExitCode run(MqSession session) throws Exception {
    if (count < 1) {
      throw ClusterException.usage("-n takes 1 or more; got " + count + ".");
    }
    List<String> taken = new ArrayList<>();
    try {
      while (taken.size() < count) {
        int wanted = Math.min(MOST_AT_ONCE, count - taken.size());
        if (count == 1) {
          taken.add(OutcomeException.require(session.get(topic)));
        } else {
          taken.addAll(OutcomeException.require(session.getAll(topic, wanted)));
        }
      }
    } catch (OutcomeException e) {
      boolean drained = e.code().equals(Optional.of(ErrorCode.QUEUE_EMPTY));
      if (!drained || taken.isEmpty()) {
        print(taken);
        throw e;
      }
    }
    print(taken);
    return ExitCode.OK;
  }

  /** What was taken is gone from the queue, so it is printed whatever happened after it. */
  private void print(List<String> taken) {
    if (!taken.isEmpty()) {
      printer().texts("messages", taken);
      out().flush();
    }
  }
}
