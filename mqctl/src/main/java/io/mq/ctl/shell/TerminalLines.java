package io.mq.ctl.shell;

import io.mq.ctl.complete.Completions;
import io.mq.ctl.script.Line;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReader.Option;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.Signals;

/**
 * What a person types. Ctrl-C at the prompt drops the line, during a command it interrupts the
 * command; Ctrl-D ends the session. Confined to the thread that opened it, but for {@link #redraw}.
 */
public final class TerminalLines implements io.mq.ctl.script.LineReader {

  private static final String SIGN = "> ";
  private static final int HISTORY_LINES = 2_000;
  private static final AttributedStyle ALARM =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.RED).bold();
  private static final AttributedStyle CALM = AttributedStyle.DEFAULT.bold();

  private final Help help;
  private final Terminal terminal;
  private final boolean dumb;
  private final LineReader reader;

  /**
   * What helps a person who types.
   *
   * @param completions for Tab, and for the colours of what is typed
   * @param prompt asked whenever the prompt is drawn; must not wait for anything
   * @param history the file that keeps what was typed for later sessions; empty for none
   * @param coloured whether to use colours
   */
  public record Help(
      Completions completions, Supplier<Prompt> prompt, Optional<Path> history, boolean coloured) {}

  /** Reads from that terminal; the calling thread is the one that Ctrl-C interrupts. */
  public TerminalLines(Tty tty, Help help) {
    this.terminal = tty.terminal();
    this.dumb = tty.isDumb();
    this.help = help;
    this.reader = reader(terminal, help);
    Thread session = Thread.currentThread();
    terminal.handle(Signal.INT, signal -> session.interrupt());
    if (dumb) {
      // Such a terminal hears of no signals by itself.
      Signals.register("INT", session::interrupt);
    }
  }

  private static LineReader reader(Terminal terminal, Help help) {
    LineReaderBuilder builder =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("mqctl")
            .parser(new LineParser())
            .completer(new LineCompleter(help.completions()))
            // An exclamation mark is text here, and belongs into many a message.
            .option(Option.DISABLE_EVENT_EXPANSION, true)
            .option(Option.HISTORY_REDUCE_BLANKS, false)
            .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
            .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES);
    if (help.coloured()) {
      builder.highlighter(new LineHighlighter(help.completions()));
    } else {
      builder.highlighter(new PlainHighlighter());
    }
    help.history().ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
    return builder.build();
  }

  @Override
  public Optional<Line> next() {
    while (true) {
      try {
        String typed = reader.readLine(promptText());
        return Optional.of(new Line("", typed.replace("\\\n", "")));
      } catch (UserInterruptException e) {
        // The line is dropped and a new one begins.
        Thread.interrupted();
      } catch (EndOfFileException e) {
        return Optional.empty();
      }
    }
  }

  /** Asks a person for one line that is no command and that history does not keep. */
  public Optional<String> ask(String question) {
    try {
      LineReader plain = LineReaderBuilder.builder().terminal(terminal).build();
      return Optional.of(plain.readLine(question));
    } catch (UserInterruptException | EndOfFileException e) {
      return Optional.empty();
    }
  }

  /** Draws the prompt anew if it stands there now. For any thread. */
  public void redraw() {
    if (!dumb && reader.isReading() && reader instanceof LineReaderImpl line) {
      try {
        line.setPrompt(promptText());
        line.callWidget(LineReader.REDISPLAY);
      } catch (IllegalStateException e) {
        // Enter was pressed between the two; the next prompt is new anyway.
      }
    }
  }

  private String promptText() {
    Prompt prompt = help.prompt().get();
    String text = prompt.text() + SIGN;
    if (!help.coloured()) {
      return text;
    }
    AttributedString styled =
        new AttributedStringBuilder()
            .append(text, prompt.alarming() ? ALARM : CALM)
            .toAttributedString();
    return styled.toAnsi(terminal);
  }

  /** Leaves the terminal to whoever opened it. */
  @Override
  public void close() {}
}
