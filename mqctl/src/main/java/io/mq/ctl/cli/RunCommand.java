package io.mq.ctl.cli;

import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.script.Interpreter;
import io.mq.ctl.script.Line;
import io.mq.ctl.script.LineReader;
import io.mq.ctl.script.Recording;
import io.mq.ctl.script.Script;
import io.mq.ctl.script.TextLines;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mqctl run SCRIPT}: carries out a file of commands. */
@Command(
    name = "run",
    description = {
      "Carries out a script, one command a line; stops at the first that fails and says where,",
      "what was expected and what came. Besides commands a script may say:",
      "",
      "  say TEXT, echo TEXT, sleep TIME     # and after # a comment",
      "  let NAME COMMAND                    {NAME} is what it prints; {here} is the",
      "                                      folder of the script",
      "  repeat N COMMAND                    {i} counts; repeat 101..200 as well",
      "  expect \"TEXT\" COMMAND               prints just that; also expect contains \"TEXT\",",
      "                                      expect fail, expect exit N",
      "  within TIME COMMAND                 again and again until it succeeds",
      "  timeout TIME COMMAND                fails if it takes longer",
      "  background COMMAND, wait background beside the rest; until all those have ended",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mqctl run examples/demos/failover.mq",
      "  mqctl run --step examples/demos/partition.mq     Enter after each command",
      "  mqctl run --record talk.cast FILE                for asciinema play talk.cast",
      "  mqctl run -                                      from stdin"
    })
final class RunCommand extends Verb {

  private static final String STDIN = "-";
  private static final int USUAL_COLUMNS = 100;
  private static final int USUAL_ROWS = 30;

  @Parameters(paramLabel = "SCRIPT", description = "The file; - is stdin.")
  String script;

  @Option(
      names = "--step",
      description = "Waits for Enter before each command; q and Enter ends it.")
  boolean step;

  @Option(
      names = "--record",
      paramLabel = "FILE.cast",
      description = "Records what is shown, for asciinema.")
  Path record;

  @Override
  ExitCode run() throws Exception {
    if (step && script.equals(STDIN)) {
      throw ClusterException.usage("--step reads from stdin; give the script as a file.");
    }
    passOptionsOn();
    if (record == null) {
      return run(out(), spec.commandLine().getErr());
    }
    try (Recording recording = new Recording(record, script, columns(), rows())) {
      return run(recording.recorded(out()), recording.recorded(spec.commandLine().getErr()));
    }
  }

  private ExitCode run(PrintWriter out, PrintWriter err) throws IOException {
    Reader reader =
        script.equals(STDIN)
            ? new InputStreamReader(context().in(), StandardCharsets.UTF_8)
            : Files.newBufferedReader(Path.of(script));
    Optional<PrintWriter> echo = isQuiet() && !step ? Optional.empty() : Optional.of(err);
    BufferedReader answers =
        new BufferedReader(new InputStreamReader(context().in(), StandardCharsets.UTF_8));
    Script.Pace pace = line -> !step || goesOn(answers, err, line);
    // Whoever wrote the script has decided.
    Function<String, Optional<String>> before = context().setAsker(_ -> Optional.of("yes"));
    try (LineReader lines = new TextLines(reader, script);
        Interpreter interpreter =
            new Interpreter(new CommandTree(context()), out, err, style()::narrated)) {
      interpreter.set("here", folder());
      new Script(interpreter, echo, pace).run(lines);
    } finally {
      context().setAsker(before);
      out.flush();
      err.flush();
    }
    return ExitCode.OK;
  }

  /** Where the script is, so that it can name the files beside it. */
  private String folder() {
    Path file = script.equals(STDIN) ? Path.of("stdin") : Path.of(script);
    return file.toAbsolutePath().getParent().toString();
  }

  private static boolean goesOn(BufferedReader answers, PrintWriter err, Line line)
      throws IOException {
    String answer = answers.readLine();
    boolean stop = answer == null || answer.strip().equals("q");
    if (stop) {
      err.println("Stopped before " + line.place() + ".");
    }
    return !stop;
  }

  private int columns() {
    return number("COLUMNS", USUAL_COLUMNS);
  }

  private int rows() {
    return number("LINES", USUAL_ROWS);
  }

  private int number(String variable, int otherwise) {
    String text = context().environment().getOrDefault(variable, "");
    return text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : otherwise;
  }
}
