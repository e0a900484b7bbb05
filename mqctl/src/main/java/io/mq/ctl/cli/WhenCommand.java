package io.mq.ctl.cli;

import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.trigger.Condition;
import io.mq.ctl.trigger.Facts;
import io.mq.ctl.trigger.Observer;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mqctl when CONDITION COMMAND..}: waits for a moment, and does something then. */
@Command(
    name = "when",
    description = {
      "Waits until a condition holds, then carries out a command.",
      "Conditions: leader, leader(n3), up(n3), down(n3), lag(n2) > 50, term, commit, nodes and",
      "elections with > >= < <= = !=, elections(3); joined by and, or, not and ( )."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mqctl when 'leader(n3) and lag(n2) > 50' partition 'n3 | rest'",
      "  mqctl when 'after elections(3)' heal"
    })
final class WhenCommand extends Verb {

  @Parameters(index = "0", paramLabel = "CONDITION", description = "As one word, in quotes.")
  String condition;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "What to do then; nothing by default.")
  List<String> command = List.of();

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "10m",
      description = "How long to wait for it; 10m by default.")
  String timeout;

  @Override
  ExitCode run() throws ConfigException {
    Condition wanted = Condition.parse(condition);
    try (Observer observer = new Observer(cluster())) {
      Optional<Facts> facts = observer.await(wanted, Durations.parseMillis(timeout));
      if (facts.isEmpty()) {
        throw ClusterException.failed(
            "it did not come to that within " + timeout + "; now: " + observer.look().describe());
      }
      note(facts.get().describe() + ".");
    }
    if (!command.isEmpty()) {
      passOptionsOn();
      int status = new CommandTree(context()).run(command, out(), spec.commandLine().getErr());
      return ExitCode.of(status);
    }
    return ExitCode.OK;
  }
}
