package io.mq.ctl.script;

import java.util.ArrayList;
import java.util.List;

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
   */
  public record Word(String text, boolean quoted) {}

  private final String line;
  private final List<Word> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private boolean quoted;
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
    Words words = new Words(line);
    words.read();
    return words.words;
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
        at++;
        readQuoted(c);
      } else {
        if (c == '\\' && at + 1 < line.length()) {
          at++;
          c = line.charAt(at);
        }
        append(c);
        at++;
      }
    }
    endWord();
  }

  private void readQuoted(char quote) {
    inWord = true;
    quoted = true;
    while (at < line.length() && line.charAt(at) != quote) {
      char c = line.charAt(at);
      if (quote == '"' && c == '\\' && at + 1 < line.length()) {
        at++;
        c = line.charAt(at) == 'n' ? '\n' : line.charAt(at);
      }
      append(c);
      at++;
    }
    if (at == line.length()) {
      throw new ScriptException("a quote " + quote + " is not closed: " + line.strip());
    }
    at++;
  }

  private void append(char c) {
    inWord = true;
    word.append(c);
  }

  private void endWord() {
    if (inWord) {
      words.add(new Word(word.toString(), quoted));
    }
    word.setLength(0);
    inWord = false;
    quoted = false;
  }
}
