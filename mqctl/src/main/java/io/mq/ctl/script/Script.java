package io.mq.ctl.script;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/** Runs lines to their end, or to the first that fails. */
public final class Script {

  private final Interpreter interpreter;
  private final Optional<PrintWriter> echo;
  private final Pace pace;

  /** Asked before each command whether to go on; a person may take the time to answer. */
  public interface Pace {

    /** Whether to carry the line out; if not, the script ends there. */
    boolean goesOn(Line line) throws IOException;
  }

  /** Shows each line on {@code echo} before it is carried out, if there is one. */
  public Script(Interpreter interpreter, Optional<PrintWriter> echo) {
    this(interpreter, echo, _ -> true);
  }

  /** The same, and waits for {@code pace} between the two. */
  public Script(Interpreter interpreter, Optional<PrintWriter> echo, Pace pace) {
    this.interpreter = interpreter;
    this.echo = echo;
    this.pace = pace;
  }

  /**
   * Runs all lines.
   *
   * @return false if it was ended before its last line
   * @throws ScriptException that names the line, if one fails
   * @throws IOException if the lines cannot be read
   */
  public boolean run(LineReader lines) throws IOException {
    String file = "";
    for (Optional<Line> next = lines.next(); next.isPresent(); next = lines.next()) {
      Line line = next.get();
      file = line.place().replaceFirst(":[0-9]+$", ", at its end: ");
      String text = line.text().strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      if (!text.startsWith("echo ") && !text.startsWith("say ")) {
        echo.ifPresent(
            to -> {
              to.println("> " + text);
              to.flush();
            });
        if (!pace.goesOn(line)) {
          return false;
        }
      }
      carryOut(line, text);
    }
    try {
      interpreter.finish();
    } catch (ScriptException e) {
      throw new ScriptException(file + e.getMessage());
    }
    return true;
  }

  private void carryOut(Line line, String text) {
    String place = line.place().isEmpty() ? "" : line.place() + ": ";
    int exitCode;
    try {
      exitCode = interpreter.run(text);
    } catch (ScriptException e) {
      throw new ScriptException(place + e.getMessage());
    }
    if (exitCode != 0) {
      throw new ScriptException(
          place + "expected \"" + text + "\" to succeed, got exit code " + exitCode);
    }
  }
}
