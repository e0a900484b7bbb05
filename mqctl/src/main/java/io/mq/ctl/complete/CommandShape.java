package io.mq.ctl.complete;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What a completion script must know of one command.
 *
 * @param path its words without the program's name, divided by spaces; empty for the program
 * @param commands below it
 * @param options of its own; those that every command takes are the program's
 * @param parameters in their order
 */
record CommandShape(
    String path, List<Named> commands, List<Option> options, List<Parameter> parameters) {

  /** A word and a few words about it. */
  record Named(String word, String description) {}

  /**
   * An option.
   *
   * @param source where its value comes from, see {@link #source}; empty if it takes none
   */
  record Option(List<String> names, String source, String description) {
    String longest() {
      return names.stream().max(java.util.Comparator.comparingInt(String::length)).orElseThrow();
    }
  }

  /** A parameter, by the first and last place where it may stand. */
  record Parameter(int from, int to, String source) {
    boolean isLast() {
      return to == Integer.MAX_VALUE;
    }
  }

  /** All commands that help shows, the program first. */
  static List<CommandShape> all(CommandSpec root) {
    List<CommandShape> shapes = new ArrayList<>();
    add(root, "", shapes);
    return shapes;
  }

  private static void add(CommandSpec command, String path, List<CommandShape> shapes) {
    shapes.add(
        new CommandShape(
            path,
            Completions.commands(command, "").stream()
                .map(found -> new Named(found.word(), found.description()))
                .toList(),
            command.options().stream()
                .filter(option -> !option.hidden() && (path.isEmpty() || !option.inherited()))
                .map(CommandShape::option)
                .toList(),
            command.positionalParameters().stream().map(CommandShape::parameter).toList()));
    for (CommandLine below : command.subcommands().values()) {
      CommandSpec spec = below.getCommandSpec();
      if (!spec.usageMessage().hidden()) {
        add(spec, path.isEmpty() ? spec.name() : path + " " + spec.name(), shapes);
      }
    }
  }

  private static Option option(OptionSpec option) {
    return new Option(
        List.of(option.names()),
        option.arity().max() == 0 ? "" : source(option),
        Completions.first(option.description()));
  }

  private static Parameter parameter(PositionalParamSpec parameter) {
    return new Parameter(parameter.index().min(), parameter.index().max(), source(parameter));
  }

  /** A {@link ValueKind}'s word; that of words is followed by them. */
  private static String source(ArgSpec argument) {
    ValueKind kind = ValueKind.of(argument);
    return kind == ValueKind.WORDS
        ? kind.word() + " " + String.join(" ", ValueKind.words(argument))
        : kind.word();
  }
}
