package io.mq.ctl.cli;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.Processes;
import io.mq.ctl.cluster.ProgramState;
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
    Cluster cluster = cluster();
    Survey survey = cluster.survey();
    printer().rows(nodeTable(survey));
    cluster.state().program().ifPresent(this::noteProxies);
    if (survey.leader().isEmpty()) {
      note("There is no leader.");
      return ExitCode.UNREACHABLE;
    }
    return ExitCode.OK;
  }

  private void noteProxies(ProgramState program) {
    note(
        program
            .process()
            .filter(Processes::isAlive)
            .map(process -> "The proxies between the nodes run, pid " + process.pid() + ".")
            .orElse("The proxies between the nodes do not run; mqctl cluster up starts them."));
  }
}
