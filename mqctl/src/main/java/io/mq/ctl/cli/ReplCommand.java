package io.mq.ctl.cli;

import io.mq.ctl.script.Interpreter;
import io.mq.ctl.script.LineReader;
import io.mq.ctl.script.TextLines;
import io.mq.ctl.shell.Shell;
import io.mq.ctl.shell.TerminalLines;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;

/** {@code mqctl repl}: a session. */
@Command(
    name = "repl",
    description = {
      "A session: the same commands without mqctl in front; Ctrl-D or exit ends it.",
      "Reads from a pipe as well; then the exit code is that of the last failure."
    })
final class ReplCommand extends Verb {

  @Override
  ExitCode run() throws IOException {
    context().setDefaults(clusterName(), isQuiet());
    Interpreter interpreter =
        new Interpreter(new CommandTree(context()), out(), spec.commandLine().getErr());
    try (LineReader lines = lines()) {
      int status = new Shell(interpreter, spec.commandLine().getErr()).run(lines);
      return ExitCode.of(status);
    }
  }

  private LineReader lines() throws IOException {
    if (context().terminals().in()) {
      return TerminalLines.open();
    }
    return new TextLines(new InputStreamReader(context().in(), StandardCharsets.UTF_8), "");
  }
}
