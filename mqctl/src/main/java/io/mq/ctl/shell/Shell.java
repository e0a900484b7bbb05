package io.mq.ctl.shell;

import io.mq.ctl.script.Interpreter;
import io.mq.ctl.script.Line;
import io.mq.ctl.script.LineReader;
import io.mq.ctl.script.ScriptException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;

/** Carries out what is typed until the end of the input, {@code exit} or {@code quit}. */
public final class Shell {

  private static final int FAILED = 1;

  private final Interpreter interpreter;
  private final PrintWriter err;

  /** A session that says on {@code err} what went wrong. */
  public Shell(Interpreter interpreter, PrintWriter err) {
    this.interpreter = interpreter;
    this.err = err;
  }

  /**
   * Runs the session.
   *
   * @return the exit code of the last command that failed, or 0
   * @throws IOException if the lines cannot be read
   */
  public int run(LineReader lines) throws IOException {
    int last = 0;
    for (Optional<Line> next = lines.next(); next.isPresent(); next = lines.next()) {
      String text = next.get().text().strip();
      if (text.equals("exit") || text.equals("quit")) {
        break;
      }
      int exitCode = carryOut(text);
      // A Ctrl-C that came during the command has done its work with it.
      boolean cancelled = Thread.interrupted();
      if (cancelled) {
        err.println("cancelled.");
        err.flush();
      }
      last = exitCode != 0 ? exitCode : last;
    }
    return last;
  }

  private int carryOut(String text) {
    try {
      return interpreter.run(text);
    } catch (ScriptException e) {
      if (Thread.currentThread().isInterrupted()) {
        return FAILED;
      }
      err.println("mqctl: " + e.getMessage());
      err.flush();
      return FAILED;
    }
  }
}
