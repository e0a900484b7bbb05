package io.mq.ctl.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;

class LineParserTest {

  private final LineParser parser = new LineParser();

  /** The line with its cursor at the bar. */
  private CompletingParsedLine at(String line) {
    int cursor = line.indexOf('|');
    String text = line.replace("|", "");
    return (CompletingParsedLine) parser.parse(text, cursor, ParseContext.COMPLETE);
  }

  @Test
  void the_word_at_the_cursor_is_found() {
    ParsedLine typed = at("kill n|");
    assertEquals(List.of("kill", "n"), typed.words());
    assertEquals("n", typed.word());
    assertEquals(1, typed.wordCursor());

    assertEquals(List.of("kill", ""), at("kill |").words());
    assertEquals(List.of("kill"), at("ki|ll n1").words());
    assertEquals(2, at("ki|ll n1").wordCursor());
    assertEquals(4, at("ki|ll n1").rawWordLength());
  }

  @Test
  void a_line_is_not_finished_within_quotes_or_behind_a_backslash() {
    for (String line : List.of("put t \"first", "put t 'first", "put t first \\")) {
      assertThrows(
          EOFError.class, () -> parser.parse(line, line.length(), ParseContext.ACCEPT_LINE), line);
    }
    String whole = "put t \"first\nsecond\" # it's a comment";
    assertEquals(
        List.of("put", "t", "first\nsecond", ""),
        parser.parse(whole, whole.length(), ParseContext.ACCEPT_LINE).words());
  }

  @Test
  void what_is_put_in_for_a_word_is_quoted_where_it_must_be() {
    assertEquals("orders", at("get o|").escape("orders", true));
    assertEquals("\"two words\"", at("get t|").escape("two words", true));
    assertEquals("\"say \\\"hi\\\"\"", at("get s|").escape("say \"hi\"", true));
    assertEquals("'two words'", at("get 'tw|").escape("two words", true));
    assertEquals("\"orders\"", at("get \"o|").escape("orders", true));
  }
}
