package io.mq.ctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.script.Words;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What holds for every command there is, whoever adds it. */
class CommandTreeTest {

  /** Perhaps behind another program, perhaps before a remark. */
  private static final Pattern EXAMPLE = Pattern.compile("(<\\()?\\bmqctl (.*?)(?: {3,}.*)?$");

  private static CommandSpec model() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return new CommandTree(
            new Context(Map.of(), InputStream.nullInputStream(), nowhere, nowhere, Terminals.NONE))
        .model();
  }

  private static List<CommandSpec> all() {
    List<CommandSpec> found = new ArrayList<>();
    add(model(), found);
    assertTrue(found.size() > 40, "the commands were not found");
    return found;
  }

  private static void add(CommandSpec command, List<CommandSpec> found) {
    for (CommandLine below : command.subcommands().values()) {
      found.add(below.getCommandSpec());
      add(below.getCommandSpec(), found);
    }
  }

  @Test
  void every_command_says_what_it_does_and_gives_examples_that_are_right() {
    List<String> wrong = new ArrayList<>();
    for (CommandSpec command : all()) {
      String name = command.qualifiedName();
      if (command.usageMessage().description().length == 0) {
        wrong.add(name + " has no description");
      }
      List<List<String>> examples = examples(command);
      if (examples.stream().noneMatch(words -> startsWith(words, name))) {
        wrong.add(name + " has no example of itself among those in its footer: " + examples);
      }
      for (List<String> example : examples) {
        try {
          model().commandLine().parseArgs(example.toArray(String[]::new));
        } catch (ParameterException e) {
          wrong.add(name + " has an example that is refused: " + example + ": " + e.getMessage());
        }
      }
    }
    assertEquals("", String.join("\n", wrong));
  }

  private static boolean startsWith(List<String> words, String name) {
    return ("mqctl " + String.join(" ", words) + " ").startsWith(name + " ");
  }

  private static List<List<String>> examples(CommandSpec command) {
    List<List<String>> examples = new ArrayList<>();
    for (String line : command.usageMessage().footer()) {
      Matcher matcher = EXAMPLE.matcher(line);
      if (matcher.find()) {
        String words = matcher.group(2);
        examples.add(words(matcher.group(1) == null ? words : words.replace(")", "")));
      }
    }
    return examples;
  }

  /** Up to what a shell makes of what is printed. */
  private static List<String> words(String example) {
    return Words.of(example).stream()
        .takeWhile(word -> word.quoted() || !List.of("|", ">").contains(word.text()))
        .map(Words.Word::text)
        .toList();
  }

  @Test
  void every_option_and_parameter_says_what_it_is_for() {
    List<String> wrong = new ArrayList<>();
    for (CommandSpec command : all()) {
      command
          .args()
          .forEach(
              argument -> {
                if (argument.description().length == 0) {
                  wrong.add(command.qualifiedName() + " " + argument);
                }
              });
    }
    assertEquals("", String.join("\n", wrong));
  }
}
