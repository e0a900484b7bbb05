package io.mq.ctl.complete;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Where on a command line one is, behind some of its words.
 *
 * @param command the innermost command named so far
 * @param valueOf the option whose value comes next, if any
 * @param parameters how many parameters of the command stand there already
 * @param onlyParameters whether a {@code --} has ended the options
 */
record Position(
    CommandSpec command, Optional<OptionSpec> valueOf, int parameters, boolean onlyParameters) {

  static Position behind(List<String> words, CommandSpec root) {
    Position position = new Position(root, Optional.empty(), 0, false);
    for (String word : words) {
      position = position.after(word);
    }
    return position;
  }

  private Position after(String word) {
    if (valueOf.isPresent()) {
      return new Position(command, Optional.empty(), parameters, onlyParameters);
    }
    if (!onlyParameters && word.equals("--")) {
      return new Position(command, valueOf, parameters, true);
    }
    if (!onlyParameters && word.startsWith("-") && word.length() > 1) {
      OptionSpec option = command.findOption(word);
      boolean takesValue = option != null && option.arity().max() > 0;
      return new Position(
          command, takesValue ? Optional.of(option) : Optional.empty(), parameters, false);
    }
    CommandLine below = parameters == 0 ? command.subcommands().get(word) : null;
    if (below != null) {
      return new Position(below.getCommandSpec(), Optional.empty(), 0, onlyParameters);
    }
    return new Position(command, Optional.empty(), parameters + 1, onlyParameters);
  }

  /** The parameter that would stand here. */
  Optional<PositionalParamSpec> parameter() {
    return command.positionalParameters().stream()
        .filter(parameter -> parameter.index().contains(parameters))
        .findFirst();
  }

  boolean takesSubcommand() {
    return parameters == 0 && !command.subcommands().isEmpty();
  }
}
