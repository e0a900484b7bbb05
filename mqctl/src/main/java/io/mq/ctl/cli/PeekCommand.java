package io.mq.ctl.cli;

import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.client.MqSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mqctl peek TOPIC}: looks at messages and leaves them. */
@Command(
    name = "peek",
    description = "Prints the first messages of a topic and leaves them there.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl peek orders", "  mqctl peek orders -n 10 -o json"})
final class PeekCommand extends ClientVerb {

  private static final int MOST = 256;

  @Parameters(paramLabel = "TOPIC", description = "The topic.")
  String topic;

  @Option(
      names = {"-n", "--count"},
      paramLabel = "N",
      defaultValue = "1",
      description = "How many at most, up to 256; 1 by default.")
  int count;

  @Override
  ExitCode run(MqSession session) throws Exception {
    if (count < 1 || count > MOST) {
      throw ClusterException.usage("-n takes 1 to " + MOST + "; got " + count + ".");
    }
    printer().texts("messages", OutcomeException.require(session.peek(topic, count)));
    return ExitCode.OK;
  }
}
