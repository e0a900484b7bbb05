package io.mq.ctl.cli;

import io.mq.shared.client.MqSession;
import io.mq.shared.client.TopicInfo;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqctl topic show TOPIC}: one topic's figures. */
@Command(
    name = "show",
    description = "Shows one topic's figures.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl topic show orders"})
final class TopicShowCommand extends ClientVerb {

  @Parameters(paramLabel = "TOPIC", description = "The topic.")
  String topic;

  @Override
  ExitCode run(MqSession session) throws Exception {
    TopicInfo info = OutcomeException.require(session.topic(topic));
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("topic", info.topic());
    record.put("ready", info.ready());
    record.put("leased", info.leased());
    record.put("bytes", info.bytes());
    record.put("next_message_id", info.nextMessageId());
    printer().record(record);
    return ExitCode.OK;
  }
}
