package io.mq.ctl.shell;

import io.mq.ctl.complete.Completions;
import io.mq.ctl.complete.Completions.Meaning;
import io.mq.ctl.script.Words;
import io.mq.ctl.script.Words.Scan;
import io.mq.ctl.script.Words.Word;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.Highlighter;
import org.jline.reader.LineReader;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Colours a line while it is typed: what is no command stands out before Enter. */
final class LineHighlighter implements Highlighter {

  private static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  private static final AttributedStyle COMMAND = PLAIN.bold();
  private static final AttributedStyle LEADING = PLAIN.foreground(AttributedStyle.MAGENTA);
  private static final AttributedStyle UNKNOWN = PLAIN.foreground(AttributedStyle.RED);
  private static final AttributedStyle OPTION = PLAIN.foreground(AttributedStyle.CYAN);
  private static final AttributedStyle QUOTED = PLAIN.foreground(AttributedStyle.YELLOW);
  private static final AttributedStyle COMMENT =
      PLAIN.foreground(AttributedStyle.BRIGHT + AttributedStyle.BLACK);

  private final Completions completions;

  LineHighlighter(Completions completions) {
    this.completions = completions;
  }

  @Override
  public AttributedString highlight(LineReader reader, String buffer) {
    return highlight(buffer);
  }

  AttributedString highlight(String line) {
    Scan scan = Words.scan(line);
    List<String> texts = scan.words().stream().map(Word::text).toList();
    int leading = Leading.count(texts);
    AttributedStringBuilder coloured = new AttributedStringBuilder();
    List<String> before = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < texts.size(); i++) {
      Word word = scan.words().get(i);
      coloured.append(line.substring(at, word.start()), PLAIN);
      AttributedStyle style = style(word, i, leading, before);
      coloured.append(line.substring(word.start(), word.end()), style);
      if (i >= leading) {
        before.add(word.text());
      }
      at = word.end();
    }
    coloured.append(line.substring(at, scan.comment()), PLAIN);
    coloured.append(line.substring(scan.comment()), COMMENT);
    return coloured.toAttributedString();
  }

  private AttributedStyle style(Word word, int index, int leading, List<String> before) {
    if (index < leading) {
      boolean first = index == 0 || Leading.WORDS.contains(word.text());
      return word.quoted() ? QUOTED : first ? LEADING : PLAIN;
    }
    Meaning meaning = completions.meaning(before, word.text());
    return switch (meaning) {
      case COMMAND -> COMMAND;
      case UNKNOWN -> UNKNOWN;
      case OPTION -> OPTION;
      case VALUE -> word.quoted() ? QUOTED : PLAIN;
    };
  }
}
