package io.mq.ctl.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command without a verb, and the options that every verb takes. */
@Command(
    name = "mqctl",
    description = {
      "Starts a cluster of mqnode on this machine, uses it, and breaks it on purpose.",
      "Without a command: a session on a terminal, else this help."
    },
    synopsisSubcommandLabel = "COMMAND",
    optionListHeading = "%nOptions, which every command takes:%n",
    commandListHeading = "%nCommands:%n",
    footerHeading = "%nExit codes:%n",
    sortOptions = false,
    footer = {
      "  0  done",
      "  1  failed, or refused by the cluster",
      "  2  the command line or a file is wrong",
      "  3  no node reached, or no leader in time; it did not happen",
      "  4  the cluster broke a promise",
      "  5  cannot be told: it may or may not have happened"
    })
final class Root {

  private final Context context;

  @Option(
      names = "--cluster",
      paramLabel = "CLUSTER",
      scope = ScopeType.INHERIT,
      description = "The cluster meant, if not the one in use or the only one. Also MQ_CLUSTER.")
  String cluster;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      scope = ScopeType.INHERIT,
      defaultValue = "table",
      description = "table, json, yaml or tsv; table by default.")
  OutputFormat output;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "No colours. Also NO_COLOR.")
  boolean noColor;

  @Option(
      names = "--no-input",
      scope = ScopeType.INHERIT,
      description = "Never asks back, as off a terminal.")
  boolean noInput;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Only results and errors.")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "More of what happens, and where errors come from.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows help for a command.")
  boolean help;

  Root(Context context) {
    this.context = context;
  }

  Context context() {
    return context;
  }
}
