package io.mq.ctl.cli;

import io.mq.ctl.doctor.Doctor;
import io.mq.ctl.doctor.Finding;
import io.mq.ctl.doctor.Finding.Result;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code mqctl doctor}: whether this machine and the clusters on it are in order. */
@Command(
    name = "doctor",
    description = {
      "Checks this machine and the clusters on it: Java, the build, ports, the disk's speed and"
          + " room, limits, secrets, stale state, orphaned processes, faults in force.",
      "It changes nothing, and says what to do. Exit code 1 if there is a problem."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl doctor", "  mqctl doctor -o json"})
final class DoctorCommand extends Verb {

  @Override
  ExitCode run() {
    List<Finding> findings = Doctor.examine(context().environment());
    if (isTable()) {
      print(findings);
    } else {
      Table table = new Table("check", "result", "found", "advice");
      findings.forEach(
          each ->
              table.add(
                  each.check(),
                  each.result().word(),
                  each.found(),
                  each.advice().isEmpty() ? null : each.advice()));
      printer().rows(table);
    }
    return findings.stream().anyMatch(each -> each.result() == Result.PROBLEM)
        ? ExitCode.FAILED
        : ExitCode.OK;
  }

  /** In lines, for sentences would make columns wider than any screen. */
  private void print(List<Finding> findings) {
    int checks = findings.stream().mapToInt(each -> each.check().length()).max().orElse(0);
    int results = Result.PROBLEM.word().length();
    for (Finding each : findings) {
      String result = each.result().word();
      out()
          .println(
              style().word(result)
                  + " ".repeat(results - result.length() + 2)
                  + each.check()
                  + " ".repeat(checks - each.check().length() + 2)
                  + each.found());
      if (!each.advice().isEmpty()) {
        out().println(" ".repeat(results + checks + 4) + "-> " + each.advice());
      }
    }
  }
}
