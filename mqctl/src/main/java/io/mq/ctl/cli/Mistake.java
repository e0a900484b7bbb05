package io.mq.ctl.cli;

import io.mq.ctl.complete.Nearest;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and what was probably meant. */
final class Mistake {

  private Mistake() {}

  static String sentence(ParameterException thrown) {
    if (!(thrown instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return thrown.getMessage();
    }
    CommandSpec command = thrown.getCommandLine().getCommandSpec();
    String word = unmatched.getUnmatched().getFirst();
    if (word.startsWith("-") && word.length() > 1) {
      List<String> options = new ArrayList<>();
      command.options().forEach(option -> options.addAll(List.of(option.names())));
      String name = word.split("=", 2)[0];
      return command.qualifiedName() + " has no option " + name + meant(name, options);
    }
    if (!command.subcommands().isEmpty()) {
      List<String> commands =
          command.subcommands().values().stream()
              .map(below -> below.getCommandSpec())
              .filter(below -> !below.usageMessage().hidden())
              .map(CommandSpec::name)
              .toList();
      String where = command.parent() == null ? "" : command.name() + " ";
      return "there is no command \"" + where + word + "\"" + meant(word, commands);
    }
    return command.qualifiedName()
        + " does not take \""
        + word
        + "\"; quote what belongs together.";
  }

  private static String meant(String word, List<String> known) {
    List<String> near = Nearest.to(word, known);
    return near.isEmpty() ? "." : "; did you mean " + String.join(" or ", near) + "?";
  }
}
