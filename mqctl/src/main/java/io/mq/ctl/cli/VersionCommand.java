package io.mq.ctl.cli;

import java.util.Map;
import picocli.CommandLine.Command;

/** {@code mqctl version}. */
@Command(
    name = "version",
    description = "Prints the version.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl version", "  mqctl version -o json"})
final class VersionCommand extends Verb {

  @Override
  ExitCode run() {
    if (isTable()) {
      out().println(Version.text());
    } else {
      printer().record(Map.of("version", Version.number()));
    }
    return ExitCode.OK;
  }
}
