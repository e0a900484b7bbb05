package io.mq.ctl.cli;

import io.mq.shared.client.MqSession;
import io.mq.shared.client.TopicInfo;
import picocli.CommandLine.Command;

/** {@code mqctl topic list}: the topics there are. */
@Command(
    name = "list",
    description = "Lists the topics in the order of their creation.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl topic list", "  mqctl topic list -o tsv"})
final class TopicListCommand extends ClientVerb {

  @Override
  ExitCode run(MqSession session) throws Exception {
    Table table = new Table("topic", "ready", "leased", "bytes");
    for (TopicInfo topic : OutcomeException.require(session.topics())) {
      table.add(topic.topic(), known(topic.ready()), known(topic.leased()), known(topic.bytes()));
    }
    printer().rows(table);
    return ExitCode.OK;
  }

  private static Object known(long figure) {
    return figure < 0 ? null : figure;
  }
}
