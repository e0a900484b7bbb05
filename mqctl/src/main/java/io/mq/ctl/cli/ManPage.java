package io.mq.ctl.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The manual page, in roff with the man macros, from the same model as {@code --help}. picocli's
 * own generator writes AsciiDoc, which takes another program to become a page.
 */
final class ManPage {

  private final StringBuilder page = new StringBuilder();

  private ManPage() {}

  static String of(CommandSpec root, String version) {
    ManPage man = new ManPage();
    man.page.append(".TH MQCTL 1 \"\" \"").append(escape(version)).append("\" \"\"\n");
    man.section("NAME");
    man.text("mqctl - starts a replicated message queue, uses it, and breaks it on purpose");
    man.section("SYNOPSIS");
    man.line(".B mqctl");
    man.text("[OPTION]... COMMAND [ARGUMENT]...");
    man.section("DESCRIPTION");
    man.paragraphs(root.usageMessage().description());
    man.section("OPTIONS");
    man.text("Every command takes these.");
    root.options().stream().filter(option -> !option.hidden()).forEach(man::option);
    man.section("COMMANDS");
    man.commands(root);
    man.section("EXIT STATUS");
    for (ExitCode code : ExitCode.values()) {
      man.tagged("\\fB" + code.status() + "\\fR", code.meaning());
    }
    man.surroundings();
    return man.page.toString();
  }

  private void surroundings() {
    section("ENVIRONMENT");
    tagged("\\fBMQ_CLUSTER\\fR", "The cluster meant where no --cluster is given.");
    tagged("\\fBNO_COLOR\\fR", "If set to anything, no colours are used.");
    tagged("\\fBMQ_JAVA_HOME\\fR, \\fBMQ_JAVA_OPTS\\fR", "The JDK to use, and more flags for it.");
    tagged("\\fBMQNODE\\fR", "The program to start as a node.");
    section("FILES");
    tagged(
        "\\fI$XDG_STATE_HOME/mqctl\\fR",
        "Clusters with their data, and what was typed in sessions; ~/.local/state/mqctl by"
            + " default.");
  }

  private void commands(CommandSpec command) {
    for (CommandLine below : command.subcommands().values()) {
      CommandSpec spec = below.getCommandSpec();
      if (spec.usageMessage().hidden()) {
        continue;
      }
      if (spec.subcommands().isEmpty()) {
        leaf(spec);
      } else {
        commands(spec);
      }
    }
  }

  private void leaf(CommandSpec command) {
    List<OptionSpec> own =
        command.options().stream()
            .filter(option -> !option.hidden() && !option.inherited())
            .toList();
    StringBuilder usage = new StringBuilder("\\fB" + escape(command.qualifiedName()) + "\\fR");
    if (!own.isEmpty()) {
      usage.append(" [OPTION]...");
    }
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      String label = "\\fI" + escape(parameter.paramLabel()) + "\\fR";
      label += parameter.arity().max() > 1 ? "..." : "";
      usage.append(' ').append(parameter.required() ? label : "[" + label + "]");
    }
    line(".SS " + usage);
    paragraphs(command.usageMessage().description());
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      tagged("\\fI" + escape(parameter.paramLabel()) + "\\fR", joined(parameter.description()));
    }
    own.forEach(this::option);
    examples(command.usageMessage().footer());
  }

  private void examples(String[] footer) {
    if (footer.length > 0) {
      line(".PP");
      line("Examples:");
      line(".PP");
      line(".nf");
      for (String example : footer) {
        text(example.replace("%%", "%"));
      }
      line(".fi");
    }
  }

  private void option(OptionSpec option) {
    List<String> names = new ArrayList<>();
    for (String name : option.names()) {
      names.add("\\fB" + escape(name) + "\\fR");
    }
    String value = option.arity().max() == 0 ? "" : " \\fI" + escape(option.paramLabel()) + "\\fR";
    tagged(String.join(", ", names) + value, joined(option.description()));
  }

  private void tagged(String tag, String description) {
    line(".TP");
    line(tag);
    text(description);
  }

  private void section(String heading) {
    line(".SH " + heading);
  }

  private void paragraphs(String[] description) {
    line(".PP");
    text(joined(description));
  }

  private static String joined(String[] lines) {
    return String.join(" ", lines).replace("%%", "%").replace("%n", " ");
  }

  /** A line of text, which must not look like a request. */
  private void text(String text) {
    String escaped = escape(text);
    page.append(escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" : "");
    page.append(escaped).append('\n');
  }

  private void line(String line) {
    page.append(line).append('\n');
  }

  private static String escape(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }
}
