package io.mq.ctl.cli;

import io.mq.shared.client.MqSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqctl put TOPIC MESSAGE..}: appends messages. */
@Command(
    name = "put",
    description = {
      "Appends messages to a topic, one after the other, each exactly once.",
      "Done means: on the disks of a majority."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mqctl put orders hello",
      "  seq 100 | mqctl put orders -        one message for each line"
    })
final class PutCommand extends ClientVerb {

  private static final String STDIN = "-";

  @Parameters(index = "0", paramLabel = "TOPIC", description = "Where to.")
  String topic;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "MESSAGE",
      description = "Any text; a single - takes the lines of stdin.")
  List<String> messages;

  @Override
  ExitCode run(MqSession session) throws Exception {
    long done = 0;
    try {
      if (messages.equals(List.of(STDIN))) {
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(context().in(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          OutcomeException.require(session.put(topic, line));
          done++;
        }
      } else {
        for (String message : messages) {
          OutcomeException.require(session.put(topic, message));
          done++;
        }
      }
    } catch (OutcomeException | IOException e) {
      if (done > 0) {
        warn("the first " + count(done, "message") + " were put, the next was not acknowledged.");
      }
      throw e;
    }
    report(done);
    return ExitCode.OK;
  }

  private void report(long done) {
    if (isTable()) {
      note("Put " + count(done, "message") + ".");
      return;
    }
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("topic", topic);
    record.put("count", done);
    printer().record(record);
  }
}
