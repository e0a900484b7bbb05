package io.mq.ctl.script;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/** Lines of a file or a pipe. A line that ends in a backslash goes on in the next. */
public final class TextLines implements LineReader {

  private final BufferedReader in;
  private final String name;
  private int number;

  /**
   * Reads from there.
   *
   * @param name for the places of the lines; empty for none
   */
  public TextLines(Reader in, String name) {
    this.in = new BufferedReader(in);
    this.name = name;
  }

  @Override
  public Optional<Line> next() throws IOException {
    String text = in.readLine();
    if (text == null) {
      return Optional.empty();
    }
    number++;
    String place = name.isEmpty() ? "" : name + ":" + number;
    StringBuilder whole = new StringBuilder(text);
    while (whole.length() > 0 && whole.charAt(whole.length() - 1) == '\\') {
      whole.setLength(whole.length() - 1);
      String more = in.readLine();
      if (more == null) {
        break;
      }
      number++;
      whole.append(more);
    }
    return Optional.of(new Line(place, whole.toString()));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
