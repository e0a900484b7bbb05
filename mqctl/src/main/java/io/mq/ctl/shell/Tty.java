package io.mq.ctl.shell;

import java.io.IOException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * The terminal of a person. There is only one, so a command within a session takes the session's
 * and leaves it open. Confined to one thread, but for what JLine says of its terminal.
 */
public final class Tty implements AutoCloseable {

  private final Terminal terminal;
  private final boolean owned;

  private Tty(Terminal terminal, boolean owned) {
    this.terminal = terminal;
    this.owned = owned;
  }

  /**
   * Takes the terminal over.
   *
   * @throws IOException if there is none
   */
  public static Tty open() throws IOException {
    return new Tty(TerminalBuilder.builder().system(true).dumb(true).build(), true);
  }

  /** The same terminal for somebody else, whose closing it does nothing. */
  public Tty lent() {
    return new Tty(terminal, false);
  }

  /** What JLine knows of it. */
  public Terminal terminal() {
    return terminal;
  }

  /** Whether it can only print one line after the other. */
  public boolean isDumb() {
    return terminal.getType().startsWith(Terminal.TYPE_DUMB);
  }

  @Override
  public void close() throws IOException {
    if (owned) {
      terminal.close();
    }
  }
}
