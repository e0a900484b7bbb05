package io.mq.ctl.complete;

import io.mq.ctl.complete.CommandShape.Named;
import io.mq.ctl.complete.CommandShape.Option;
import io.mq.ctl.complete.CommandShape.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Writes the script by which a shell completes {@code mqctl}. Commands and options stand in the
 * script as tables, so that they cost no start of the tool; nodes, topics and clusters are asked
 * from its hidden command {@code values}. What to do with the tables is the same for all commands
 * and lies beside this class, one file for each shell.
 */
public final class CompletionScript {

  /** The shells that can be helped. */
  public enum Shell {
    /** GNU bash, 4 or later. */
    BASH,
    /** zsh. */
    ZSH,
    /** fish. */
    FISH
  }

  private final Shell shell;
  private final StringBuilder tables = new StringBuilder();

  private CompletionScript(Shell shell) {
    this.shell = shell;
  }

  /** The script for all commands below {@code root}. */
  public static String of(Shell shell, CommandSpec root) {
    CompletionScript script = new CompletionScript(shell);
    script.write(CommandShape.all(root));
    return script.frame().replace("@TABLES@\n", script.tables.toString());
  }

  private String frame() {
    String name = "completion." + shell.name().toLowerCase(java.util.Locale.ROOT);
    try (InputStream in = CompletionScript.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A function: its name, and what it answers for each pattern of its argument. */
  private record Table(String name, List<Row> rows) {}

  private record Row(List<String> patterns, List<Named> answers) {}

  private void write(List<CommandShape> shapes) {
    List<Row> commands = new ArrayList<>();
    List<Row> options = new ArrayList<>();
    List<Row> values = new ArrayList<>();
    List<Row> parameters = new ArrayList<>();
    List<Option> everywhere = shapes.getFirst().options();
    for (CommandShape shape : shapes) {
      if (!shape.commands().isEmpty()) {
        commands.add(new Row(List.of(shape.path()), shape.commands()));
      }
      List<Option> own = new ArrayList<>(shape.path().isEmpty() ? List.of() : shape.options());
      values.addAll(values(shape.path(), own));
      own.addAll(everywhere);
      options.add(
          new Row(List.of(shape.path()), own.stream().map(CompletionScript::named).toList()));
      shape.parameters().forEach(parameter -> parameters.add(row(shape.path(), parameter)));
    }
    values.addAll(values("*", everywhere));
    write(new Table("commands", commands));
    write(new Table("options", options));
    write(new Table("value", values));
    write(new Table("parameter", parameters));
  }

  private static Named named(Option option) {
    return new Named(option.longest(), option.description());
  }

  private static List<Row> values(String path, List<Option> options) {
    return options.stream()
        .filter(option -> !option.source().isEmpty())
        .map(
            option ->
                new Row(
                    option.names().stream().map(name -> path + ":" + name).toList(),
                    List.of(new Named(option.source(), ""))))
        .toList();
  }

  private static Row row(String path, Parameter parameter) {
    List<String> patterns = new ArrayList<>();
    if (parameter.isLast() && parameter.from() == 0) {
      patterns.add(path + ":*");
    } else {
      int last = parameter.isLast() ? parameter.from() + 9 : parameter.to();
      for (int i = parameter.from(); i <= last; i++) {
        patterns.add(path + ":" + i);
      }
    }
    return new Row(patterns, List.of(new Named(parameter.source(), "")));
  }

  private void write(Table table) {
    switch (shell) {
      case BASH, ZSH -> writePosix(table);
      case FISH -> writeFish(table);
    }
  }

  private void writePosix(Table table) {
    tables.append("__mqctl_").append(table.name()).append("() {\n  case $1 in\n");
    for (Row row : table.rows()) {
      String patterns =
          row.patterns().stream().map(CompletionScript::pattern).collect(Collectors.joining(" | "));
      tables.append("    ").append(patterns).append(") reply=(");
      tables.append(row.answers().stream().map(this::answer).collect(Collectors.joining(" ")));
      tables.append(") ;;\n");
    }
    tables.append("    *) reply=(); return 1 ;;\n  esac\n}\n\n");
  }

  /** Quoted, but for the stars that stand for anything. */
  private static String pattern(String pattern) {
    return pattern.isEmpty()
        ? "''"
        : pattern.startsWith("*")
            ? "*" + quote(pattern.substring(1))
            : pattern.endsWith("*")
                ? quote(pattern.substring(0, pattern.length() - 1)) + "*"
                : quote(pattern);
  }

  private String answer(Named answer) {
    if (shell == Shell.BASH) {
      return quote(answer.word());
    }
    String about = answer.description().isEmpty() ? "" : ":" + answer.description();
    return quote(answer.word().replace(":", "\\:") + about);
  }

  private static String quote(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }

  private void writeFish(Table table) {
    tables.append("function __mqctl_").append(table.name()).append("\n  switch $argv[1]\n");
    for (Row row : table.rows()) {
      tables.append("    case");
      row.patterns().forEach(pattern -> tables.append(' ').append(fishQuote(pattern)));
      tables.append("\n      printf '%s\\n'");
      row.answers()
          .forEach(
              answer ->
                  tables.append(' ').append(fishQuote(answer.word() + tab(answer.description()))));
      tables.append('\n');
    }
    tables.append("    case '*'\n      return 1\n  end\nend\n\n");
  }

  private static String tab(String description) {
    return description.isEmpty() ? "" : "\t" + description;
  }

  private static String fishQuote(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
