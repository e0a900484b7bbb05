package io.mq.ctl.cli;

import io.mq.ctl.cluster.Survey;
import picocli.CommandLine.Command;

/** {@code mqctl status}: the nodes and what they do. */
@Command(
    name = "status",
    description = {
      "Shows each node's process, role, term and log positions.",
      "Exit code 3 if no node says that it leads."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl status", "  mqctl status -o json", "  mqctl cluster status"})
final class StatusCommand extends Verb {

  @Override
  ExitCode run() {
    Survey survey = cluster().survey();
    printer().rows(nodeTable(survey));
    if (survey.leader().isEmpty()) {
      note("There is no leader.");
      return ExitCode.UNREACHABLE;
    }
    return ExitCode.OK;
  }
}
