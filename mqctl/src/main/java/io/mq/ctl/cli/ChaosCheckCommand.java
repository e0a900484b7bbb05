package io.mq.ctl.cli;

import io.mq.ctl.check.FileVerdict;
import io.mq.shared.check.CheckSettings;
import io.mq.shared.check.Verdict;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mqctl chaos check FILE..}: a verdict on each history. */
@Command(
    name = "check",
    description = {
      "Judges recorded histories: is each topic linearizable, and was anything lost, delivered",
      "twice, reordered or made up? One line for each file; a violation is shown with the fewest",
      "operations that prove it. No cluster is needed."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mqctl chaos check runs/latest/history.jsonl",
      "",
      "Exit code 4 if any file shows a violation, else 5 if any is undecided."
    })
final class ChaosCheckCommand extends Verb {

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Histories (JSON Lines).")
  List<Path> files;

  @Option(
      names = "--minimum",
      paramLabel = "N",
      defaultValue = "1",
      description = "With fewer acknowledged operations, OK is UNDECIDED (default: 1).")
  int minimum;

  @Override
  ExitCode run() throws Exception {
    CheckSettings settings =
        new CheckSettings(
            minimum, CheckSettings.DEFAULT.searchSteps(), CheckSettings.DEFAULT.searchMemory());
    ExitCode worst = ExitCode.OK;
    for (Path file : files) {
      FileVerdict verdict = FileVerdict.judge(file, settings);
      show(verdict);
      worst = worse(worst, exitCode(verdict.report().verdict()));
    }
    return worst;
  }

  private void show(FileVerdict verdict) {
    if (verdict.history().truncated()) {
      note(verdict.file() + " breaks off in its last line; the rest was judged.");
    }
    if (isTable()) {
      out().println(verdict.line());
      if (!isQuiet()) {
        verdict.evidence().forEach(line -> out().println("  " + line));
        out().println("  " + verdict.counts());
      }
    } else {
      printer().item(verdict.asMap());
    }
    out().flush();
  }

  static ExitCode exitCode(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Ok ok -> ExitCode.OK;
      case Verdict.Violated violated -> ExitCode.VIOLATION;
      case Verdict.Undecided undecided -> ExitCode.UNDECIDED;
    };
  }

  /** A violation in one file outweighs all that is undecided in others. */
  static ExitCode worse(ExitCode one, ExitCode other) {
    if (one == ExitCode.VIOLATION || other == ExitCode.VIOLATION) {
      return ExitCode.VIOLATION;
    }
    return one == ExitCode.OK ? other : one;
  }
}
