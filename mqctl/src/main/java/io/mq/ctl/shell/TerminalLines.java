package io.mq.ctl.shell;

import io.mq.ctl.script.Line;
import java.io.IOException;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/**
 * What a person types. Ctrl-C at the prompt drops the line, during a command it interrupts the
 * command; Ctrl-D ends the session.
 */
public final class TerminalLines implements io.mq.ctl.script.LineReader {

  private static final String PROMPT = "mqctl> ";

  private final Terminal terminal;
  private final org.jline.reader.LineReader reader;

  private TerminalLines(Terminal terminal) {
    this.terminal = terminal;
    this.reader = LineReaderBuilder.builder().terminal(terminal).appName("mqctl").build();
    Thread session = Thread.currentThread();
    terminal.handle(Signal.INT, signal -> session.interrupt());
  }

  /**
   * Takes over the terminal; the calling thread is the one that Ctrl-C interrupts.
   *
   * @throws IOException if there is none
   */
  public static TerminalLines open() throws IOException {
    return new TerminalLines(TerminalBuilder.builder().system(true).dumb(true).build());
  }

  @Override
  public Optional<Line> next() {
    while (true) {
      try {
        return Optional.of(new Line("", reader.readLine(PROMPT)));
      } catch (UserInterruptException e) {
        // The line is dropped and a new one begins.
      } catch (EndOfFileException e) {
        return Optional.empty();
      }
    }
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
