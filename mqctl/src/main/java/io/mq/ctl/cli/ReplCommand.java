package io.mq.ctl.cli;

import io.mq.ctl.complete.Completions;
import io.mq.ctl.complete.LiveValues;
import io.mq.ctl.script.CommandRunner;
import io.mq.ctl.script.Interpreter;
import io.mq.ctl.script.LineReader;
import io.mq.ctl.script.TextLines;
import io.mq.ctl.shell.HistoryFile;
import io.mq.ctl.shell.Shell;
import io.mq.ctl.shell.TerminalLines;
import io.mq.ctl.shell.Tty;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;

/** {@code mqctl repl}: a session. */
@Command(
    name = "repl",
    description = {
      "A session: the same commands without mqctl in front; Ctrl-D or exit ends it.",
      "On a terminal Tab completes, also nodes and topics, and Ctrl-C ends the command that runs.",
      "Reads from a pipe as well; then the exit code is that of the last failure."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl repl", "  echo 'put orders hello' | mqctl repl"})
final class ReplCommand extends Verb {

  @Override
  ExitCode run() throws IOException {
    passOptionsOn();
    CommandTree tree = new CommandTree(context());
    return context().terminals().in() ? atTerminal(tree) : overPipe(tree);
  }

  private ExitCode overPipe(CommandTree tree) throws IOException {
    try (LineReader lines =
        new TextLines(new InputStreamReader(context().in(), StandardCharsets.UTF_8), "")) {
      return ExitCode.of(run(tree, lines));
    }
  }

  /** The exit code is of no use to a person who has seen what failed. */
  private ExitCode atTerminal(CommandTree tree) throws IOException {
    AtomicReference<TerminalLines> drawn = new AtomicReference<>();
    Runnable redraw = () -> Optional.ofNullable(drawn.get()).ifPresent(TerminalLines::redraw);
    try (LiveValues live = new LiveValues(context().clusters(), context()::cluster, redraw)) {
      TerminalLines.Help help =
          new TerminalLines.Help(
              new Completions(tree.model(), live),
              () -> SessionPrompt.of(live.picture()),
              HistoryFile.prepare(context().clusters().home().historyFile()),
              style().coloured());
      try (Tty tty = Tty.open();
          TerminalLines lines = new TerminalLines(tty, help)) {
        context().setTty(tty);
        drawn.set(lines);
        context().setAsker(lines::ask);
        run(new Refreshing(tree, live), lines);
      }
    }
    return ExitCode.OK;
  }

  private int run(CommandRunner runner, LineReader lines) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    try (Interpreter interpreter = new Interpreter(runner, out(), err)) {
      return new Shell(interpreter, err).run(lines);
    }
  }

  /** Has the prompt follow what a command did. */
  private record Refreshing(CommandRunner commands, LiveValues live) implements CommandRunner {

    @Override
    public int run(List<String> words, PrintWriter out, PrintWriter err) {
      int status = commands.run(words, out, err);
      live.refresh();
      return status;
    }

    @Override
    public Optional<CommandRunner> another() {
      return commands.another();
    }
  }
}
