package io.mq.ctl.script;

import java.io.IOException;
import java.util.Optional;

/** Where lines come from: a file, a pipe, or a person at a terminal. */
public interface LineReader extends AutoCloseable {

  /**
   * The next line; empty at the end.
   *
   * @throws IOException if it cannot be read
   */
  Optional<Line> next() throws IOException;

  @Override
  void close() throws IOException;
}
