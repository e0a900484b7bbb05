package io.mq.ctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class ManPageTest {

  private static final List<String> MACROS =
      List.of(".TH", ".SH", ".SS", ".TP", ".PP", ".B", ".nf", ".fi");

  private static final CommandSpec MODEL = model();

  private static CommandSpec model() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    return new CommandTree(
            new Context(Map.of(), InputStream.nullInputStream(), nowhere, nowhere, Terminals.NONE))
        .model();
  }

  @Test
  void every_command_that_help_shows_is_in_it() {
    check(MODEL, ManPage.of(MODEL, "mqctl 1"));
  }

  private static void check(CommandSpec command, String page) {
    for (CommandLine below : command.subcommands().values()) {
      CommandSpec spec = below.getCommandSpec();
      String heading = ".SS \\fB" + spec.qualifiedName().replace("-", "\\-") + "\\fR";
      boolean leaf = spec.subcommands().isEmpty();
      assertEquals(leaf && !spec.usageMessage().hidden(), page.contains(heading), heading);
      check(spec, page);
    }
  }

  @Test
  void no_line_of_text_is_taken_for_a_request() {
    for (String line : ManPage.of(MODEL, "mqctl 1").lines().toList()) {
      assertTrue(!line.startsWith("'"), line);
      assertTrue(!line.startsWith(".") || MACROS.contains(line.split(" ")[0]), line);
    }
  }

  @Test
  void exit_codes_and_options_are_told() {
    String page = ManPage.of(MODEL, "mqctl 1");
    for (ExitCode code : ExitCode.values()) {
      assertTrue(page.contains("\\fB" + code.status() + "\\fR\n" + code.meaning()), code.meaning());
    }
    assertTrue(page.contains("\\fB\\-o\\fR, \\fB\\-\\-output\\fR \\fIFORMAT\\fR"), page);
  }
}
