package io.mq.ctl.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Divides a line into words as a shell does: at spaces, but not within quotes. In double quotes a
 * backslash takes the next character as it is ({@code \n} is a new line); single quotes take
 * everything. A {@code #} at the beginning of a word starts a comment.
 */
public final class Words {

  /**
   * One word.
   *
   * @param quoted whether any of it stood in quotes
   * @param start where it begins in the line
   * @param end behind its last character in the line, quotes included
   */
  public record Word(String text, boolean quoted, int start, int end) {}

  /**
   * A line that may not be finished.
   *
   * @param words without the comment
   * @param openQuote the quote that the line ends in, if it does
   * @param endsInBackslash whether the line ends in a backslash that takes nothing
   * @param comment where the comment starts, or the line's end
   */
  public record Scan(
      List<Word> words, Optional<Character> openQuote, boolean endsInBackslash, int comment) {}

  private final String line;
  private final List<Word> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private Optional<Character> openQuote = Optional.empty();
  private boolean endsInBackslash;
  private boolean inWord;
  private boolean quoted;
  private int start;
  private int at;

  private Words(String line) {
    this.line = line;
  }

  /**
   * The words of a line, without its comment.
   *
   * @throws ScriptException if a quote is not closed
   */
  public static List<Word> of(String line) {
    Scan scan = scan(line);
    if (scan.openQuote().isPresent()) {
      throw new ScriptException(
          "a quote " + scan.openQuote().get() + " is not closed: " + line.strip());
    }
    return scan.words();
  }

  /** The same of a line that may not be finished. */
  public static Scan scan(String line) {
    Words words = new Words(line);
    words.read();
    return new Scan(words.words, words.openQuote, words.endsInBackslash, words.at);
  }

  private void read() {
    while (at < line.length()) {
      char c = line.charAt(at);
      if (c == '#' && !inWord) {
        break;
      }
      if (Character.isWhitespace(c)) {
        endWord();
        at++;
      } else if (c == '"' || c == '\'') {
        begin();
        at++;
        readQuoted(c);
      } else {
        begin();
        if (c == '\\' && at + 1 < line.length()) {
          at++;
          c = line.charAt(at);
        } else if (c == '\\') {
          endsInBackslash = true;
        }
        word.append(c);
        at++;
      }
    }
    endWord();
  }

  private void readQuoted(char quote) {
    quoted = true;
    while (at < line.length() && line.charAt(at) != quote) {
      char c = line.charAt(at);
      if (quote == '"' && c == '\\' && at + 1 < line.length()) {
        at++;
        c = line.charAt(at) == 'n' ? '\n' : line.charAt(at);
      }
      word.append(c);
      at++;
    }
    if (at == line.length()) {
      openQuote = Optional.of(quote);
    } else {
      at++;
    }
  }

  private void begin() {
    if (!inWord) {
      inWord = true;
      start = at;
    }
  }

  private void endWord() {
    if (inWord) {
      words.add(new Word(word.toString(), quoted, start, at));
    }
    word.setLength(0);
    inWord = false;
    quoted = false;
  }
}
