package io.mq.ctl.complete;

import io.mq.ctl.cluster.Selectors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Finds what may come next. Asks nobody but its {@link Values}; thread-safe if those are. */
public final class Completions {

  private final CommandSpec root;
  private final Values values;

  /** Completions of the commands below {@code root}. */
  public Completions(CommandSpec root, Values values) {
    this.root = root;
    this.values = values;
  }

  /**
   * The words that may stand at one place, all of which start as it does.
   *
   * @param before the words before that place, without the program's name
   * @param start what stands there already, perhaps nothing
   */
  public List<Completion> next(List<String> before, String start) {
    Position position = Position.behind(before, root);
    if (position.valueOf().isPresent()) {
      return of(position.valueOf().get(), start, Completion::of);
    }
    int equals = start.indexOf('=');
    if (start.startsWith("--") && equals > 0 && !position.onlyParameters()) {
      return valueBehind(position, start.substring(0, equals), start.substring(equals + 1));
    }
    if (start.startsWith("-") && !position.onlyParameters()) {
      return options(position.command(), before, start);
    }
    if (position.takesSubcommand()) {
      return commands(position.command(), start);
    }
    return position
        .parameter()
        .map(parameter -> of(parameter, start, Completion::of))
        .orElseGet(() -> start.isEmpty() ? options(position.command(), before, start) : List.of());
  }

  /** What a word on a command line is. */
  public enum Meaning {
    /** The name of a command. */
    COMMAND,
    /** Stands where a command or an option would, and there is none of that name. */
    UNKNOWN,
    /** The name of an option, perhaps with its value. */
    OPTION,
    /** A value of an option or a parameter. */
    VALUE
  }

  /** What {@code word} is behind the words {@code before} it. */
  public Meaning meaning(List<String> before, String word) {
    Position position = Position.behind(before, root);
    if (position.valueOf().isPresent()) {
      return Meaning.VALUE;
    }
    if (word.startsWith("-") && word.length() > 1 && !position.onlyParameters()) {
      String name = word.startsWith("--") ? word.split("=", 2)[0] : word;
      boolean known = name.equals("--") || position.command().findOption(name) != null;
      return known || isShortWithValue(position.command(), name) ? Meaning.OPTION : Meaning.UNKNOWN;
    }
    if (position.takesSubcommand()) {
      return position.command().subcommands().containsKey(word) ? Meaning.COMMAND : Meaning.UNKNOWN;
    }
    // Behind a command that there is not, nothing can be told.
    boolean lost = !position.command().subcommands().isEmpty();
    return lost || position.parameter().isPresent() ? Meaning.VALUE : Meaning.UNKNOWN;
  }

  /** Such as {@code -n5} or {@code -qv}. */
  private static boolean isShortWithValue(CommandSpec command, String word) {
    return !word.startsWith("--") && command.findOption(word.substring(0, 2)) != null;
  }

  private List<Completion> valueBehind(Position position, String name, String start) {
    OptionSpec option = position.command().findOption(name);
    if (option == null) {
      return List.of();
    }
    return of(option, start, (word, about) -> new Completion(name + "=" + word, about, true));
  }

  private interface Maker {
    Completion make(String word, String about);
  }

  private List<Completion> of(ArgSpec argument, String start, Maker maker) {
    return switch (ValueKind.of(argument)) {
      case NODES -> nodes(start, maker);
      case TOPICS -> starting(values.topics(), start, maker, "topic");
      case CLUSTERS -> starting(values.clusters(), start, maker, "cluster");
      case CLUSTERS_TO_USE -> clustersToUse(start, maker);
      case WORDS -> starting(ValueKind.words(argument), start, maker, "");
      case COMMANDS -> commands(root, start);
      case FILES -> files(start, maker);
      case ANYTHING -> List.of();
    };
  }

  private List<Completion> clustersToUse(String start, Maker maker) {
    List<Completion> found = new ArrayList<>(starting(values.clusters(), start, maker, "cluster"));
    found.addAll(starting(List.of("-"), start, maker, "the one in use before"));
    return found;
  }

  /** Behind the last comma. */
  private List<Completion> nodes(String start, Maker maker) {
    int comma = start.lastIndexOf(',');
    String kept = start.substring(0, comma + 1);
    String rest = start.substring(comma + 1);
    List<Completion> found = new ArrayList<>();
    found.addAll(starting(values.nodes(), rest, (w, a) -> maker.make(kept + w, a), "node"));
    found.addAll(starting(Selectors.WORDS, rest, (w, a) -> maker.make(kept + w, a), "selector"));
    return found;
  }

  private static List<Completion> starting(
      List<String> words, String start, Maker maker, String about) {
    return words.stream()
        .filter(word -> word.startsWith(start))
        .map(word -> maker.make(word, about))
        .toList();
  }

  private static List<Completion> files(String start, Maker maker) {
    return FileNames.starting(start).stream()
        .map(
            file -> {
              Completion made = maker.make(file, "");
              return file.endsWith("/") ? new Completion(made.word(), "", false) : made;
            })
        .toList();
  }

  /** The commands below one, without those that help hides. */
  static List<Completion> commands(CommandSpec command, String start) {
    List<Completion> found = new ArrayList<>();
    for (CommandLine below : command.subcommands().values()) {
      CommandSpec spec = below.getCommandSpec();
      if (spec.name().startsWith(start) && !spec.usageMessage().hidden()) {
        found.add(Completion.of(spec.name(), first(spec.usageMessage().description())));
      }
    }
    return found;
  }

  /** The options of a command that do not stand there yet, by their longest names. */
  private static List<Completion> options(CommandSpec command, List<String> before, String start) {
    Function<OptionSpec, Optional<String>> name =
        option ->
            option.longestName().startsWith(start)
                ? Optional.of(option.longestName())
                : Optional.empty();
    List<Completion> found = new ArrayList<>();
    for (OptionSpec option : command.options()) {
      boolean there = before.stream().anyMatch(List.of(option.names())::contains);
      if (!option.hidden() && !(there && !option.isMultiValue())) {
        name.apply(option)
            .ifPresent(word -> found.add(Completion.of(word, first(option.description()))));
      }
    }
    found.sort(java.util.Comparator.comparing(Completion::word));
    return found;
  }

  /** The first line of a description, which picocli lets hold percent signs twice. */
  static String first(String[] description) {
    return description.length == 0 ? "" : description[0].replace("%%", "%");
  }
}
