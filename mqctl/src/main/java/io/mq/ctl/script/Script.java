package io.mq.ctl.script;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/** Runs lines to their end, or to the first that fails. */
public final class Script {

  private final Interpreter interpreter;
  private final Optional<PrintWriter> echo;

  /** Shows each line on {@code echo} before it is carried out, if there is one. */
  public Script(Interpreter interpreter, Optional<PrintWriter> echo) {
    this.interpreter = interpreter;
    this.echo = echo;
  }

  /**
   * Runs all lines.
   *
   * @throws ScriptException that names the line, if one fails
   * @throws IOException if the lines cannot be read
   */
  public void run(LineReader lines) throws IOException {
    for (Optional<Line> next = lines.next(); next.isPresent(); next = lines.next()) {
      Line line = next.get();
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
      }
      carryOut(line, text);
    }
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
