package io.mq.ctl.cli;

import io.mq.shared.client.MqSession;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqctl topic delete TOPIC..}: removes topics. */
@Command(
    name = "delete",
    description = "Deletes topics with all their messages.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl topic delete orders"})
final class TopicDeleteCommand extends ClientVerb {

  @Parameters(arity = "1..*", paramLabel = "TOPIC", description = "The topics to delete.")
  List<String> topics;

  @Override
  ExitCode run(MqSession session) throws Exception {
    for (String topic : topics) {
      OutcomeException.require(session.deleteTopic(topic));
      note("Deleted topic " + topic + ".");
    }
    return ExitCode.OK;
  }
}
