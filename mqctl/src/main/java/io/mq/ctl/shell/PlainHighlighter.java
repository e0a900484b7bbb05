package io.mq.ctl.shell;

import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;

/** Shows a line as it is. */
final class PlainHighlighter implements Highlighter {

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    return new AttributedString(buffer);
  }
}
