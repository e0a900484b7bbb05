package io.mq.ctl.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code mqctl help [COMMAND..]}: the help of a command. */
@Command(
    name = "help",
    description = "Shows help for a command, such as mqctl help cluster up.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl help", "  mqctl help cluster up"})
final class HelpVerb extends Verb {

  @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The command's words.")
  List<String> words;

  @Override
  ExitCode run() {
    CommandLine command = spec.root().commandLine();
    for (String word : words == null ? List.<String>of() : words) {
      CommandLine below = command.getSubcommands().get(word);
      if (below == null) {
        throw new ParameterException(
            spec.commandLine(), "there is no command " + String.join(" ", words) + ".");
      }
      command = below;
    }
    command.usage(out());
    return ExitCode.OK;
  }
}
