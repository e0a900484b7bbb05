package io.mq.ctl.cli;

import io.mq.ctl.chaos.RunFolder;
import io.mq.ctl.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqctl chaos report RUN}: the page of a run, made anew. */
@Command(
    name = "report",
    description = "Writes report.html of a run anew, from the other files in its folder.",
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl chaos report runs/latest"})
final class ChaosReportCommand extends Verb {

  @Parameters(paramLabel = "RUN", description = "The folder of a run.")
  Path run;

  @Override
  ExitCode run() throws IOException {
    RunFolder folder = RunFolder.open(run);
    Report.write(folder);
    note("Wrote " + folder.report() + ".");
    return ExitCode.OK;
  }
}
