package io.mq.ctl.cli;

import io.mq.ctl.script.Interpreter;
import io.mq.ctl.script.LineReader;
import io.mq.ctl.script.Script;
import io.mq.ctl.script.TextLines;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mqctl run SCRIPT}: carries out a file of commands. */
@Command(
    name = "run",
    description = {
      "Carries out a script, one command a line; stops at the first that fails.",
      "Besides commands: echo, sleep, let NAME COMMAND, repeat N COMMAND, and",
      "expect \"TEXT\"|contains \"TEXT\"|fail|exit N COMMAND."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl run examples/demos/failover.mq", "  mqctl run -          from stdin"})
final class RunCommand extends Verb {

  @Parameters(paramLabel = "SCRIPT", description = "The file; - is stdin.")
  String script;

  @Override
  ExitCode run() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    Reader reader =
        script.equals("-")
            ? new InputStreamReader(context().in(), StandardCharsets.UTF_8)
            : Files.newBufferedReader(Path.of(script));
    Optional<PrintWriter> echo = isQuiet() ? Optional.empty() : Optional.of(err);
    passOptionsOn();
    // Whoever wrote the script has decided.
    Function<String, Optional<String>> before = context().setAsker(_ -> Optional.of("yes"));
    Interpreter interpreter = new Interpreter(new CommandTree(context()), out(), err);
    try (LineReader lines = new TextLines(reader, script)) {
      new Script(interpreter, echo).run(lines);
    } finally {
      context().setAsker(before);
    }
    return ExitCode.OK;
  }
}
