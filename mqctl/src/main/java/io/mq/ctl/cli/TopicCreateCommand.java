package io.mq.ctl.cli;

import io.mq.shared.client.MqSession;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqctl topic create TOPIC..}: makes topics. */
@Command(
    name = "create",
    description = "Creates topics.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl topic create orders returns"})
final class TopicCreateCommand extends ClientVerb {

  @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "Any text up to 249 bytes.")
  List<String> topics;

  @Override
  ExitCode run(MqSession session) throws Exception {
    for (String topic : topics) {
      OutcomeException.require(session.createTopic(topic));
      note("Created topic " + topic + ".");
    }
    return ExitCode.OK;
  }
}
