package io.mq.ctl.shell;

import io.mq.ctl.script.Words;
import io.mq.ctl.script.Words.Scan;
import io.mq.ctl.script.Words.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Divides what is typed into words by the rules of scripts, so that a line means the same in both.
 * A line that ends within quotes or in a backslash is not finished: the person types on.
 */
final class LineParser implements Parser {

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    Scan scan = Words.scan(line);
    if (context == ParseContext.ACCEPT_LINE || context == ParseContext.SECONDARY_PROMPT) {
      requireEnd(line, scan);
    }
    List<String> words = new ArrayList<>();
    for (Word word : scan.words()) {
      if (word.start() <= cursor && cursor <= word.end()) {
        Scan typed = Words.scan(line.substring(word.start(), cursor));
        int typedLength = typed.words().isEmpty() ? 0 : typed.words().getFirst().text().length();
        words.add(word.text());
        return new Place(
            line,
            cursor,
            List.copyOf(words),
            words.size() - 1,
            typedLength,
            Optional.of(word),
            typed.openQuote());
      }
      if (word.start() > cursor) {
        break;
      }
      words.add(word.text());
    }
    words.add("");
    return new Place(
        line, cursor, List.copyOf(words), words.size() - 1, 0, Optional.empty(), Optional.empty());
  }

  private static void requireEnd(String line, Scan scan) {
    if (scan.openQuote().isPresent()) {
      throw new EOFError(-1, line.length(), "a quote is not closed", "" + scan.openQuote().get());
    }
    if (scan.endsInBackslash()) {
      throw new EOFError(-1, line.length(), "the line goes on", "\\");
    }
  }

  /** What the cursor stands at: a word that is there, or the place of one that is not yet. */
  private record Place(
      String line,
      int cursor,
      List<String> words,
      int wordIndex,
      int wordCursor,
      Optional<Word> there,
      Optional<Character> openQuote)
      implements CompletingParsedLine {

    @Override
    public String word() {
      return words.get(wordIndex);
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      String text = candidate.toString();
      boolean plain = text.chars().noneMatch(c -> " \t\n\"'\\#".indexOf(c) >= 0);
      if (plain && openQuote.isEmpty()) {
        return text;
      }
      if (openQuote.filter(quote -> quote == '\'').isPresent() && text.indexOf('\'') < 0) {
        return "'" + text + (complete ? "'" : "");
      }
      String inside = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
      return '"' + inside + (complete ? "\"" : "");
    }

    @Override
    public int rawWordCursor() {
      return there.map(word -> cursor - word.start()).orElse(0);
    }

    @Override
    public int rawWordLength() {
      return there.map(word -> word.end() - word.start()).orElse(0);
    }
  }
}
