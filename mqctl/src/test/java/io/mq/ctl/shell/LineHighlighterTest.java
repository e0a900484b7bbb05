package io.mq.ctl.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mq.ctl.complete.Completions;
import io.mq.ctl.complete.Values;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

class LineHighlighterTest {

  private static final AttributedStyle RED =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
  private static final AttributedStyle YELLOW =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
  private static final AttributedStyle CYAN =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
  private static final AttributedStyle MAGENTA =
      AttributedStyle.DEFAULT.foreground(AttributedStyle.MAGENTA);

  private final LineHighlighter highlighter = new LineHighlighter(completions());

  private static Completions completions() {
    CommandSpec put =
        CommandSpec.create()
            .addOption(OptionSpec.builder("--node").type(String.class).build())
            .addPositional(PositionalParamSpec.builder().index("0..*").type(List.class).build());
    CommandSpec root = CommandSpec.create().addSubcommand("put", put);
    return new Completions(root, Values.NONE);
  }

  private List<String> coloured(String line, AttributedStyle style) {
    AttributedString shown = highlighter.highlight(line);
    assertEquals(line, shown.toString());
    List<String> found = new ArrayList<>();
    int start = 0;
    for (int i = 1; i <= shown.length(); i++) {
      if (i == shown.length() || !shown.styleAt(i).equals(shown.styleAt(i - 1))) {
        if (shown.styleAt(start).equals(style)) {
          found.add(line.substring(start, i));
        }
        start = i;
      }
    }
    return found;
  }

  @Test
  void what_is_no_command_or_option_is_red() {
    assertEquals(List.of("putt"), coloured("putt t hello", RED));
    assertEquals(List.of("--nood"), coloured("put t --nood n1", RED));
    assertEquals(List.of(), coloured("put t --node n1 'x'", RED));
  }

  @Test
  void options_and_quotes_stand_out_also_before_they_are_closed() {
    assertEquals(List.of("--node"), coloured("put t --node n1 'x y'", CYAN));
    assertEquals(List.of("'x y'"), coloured("put t --node n1 'x y'", YELLOW));
    assertEquals(List.of("\"x\ny"), coloured("put t \"x\ny", YELLOW));
  }

  @Test
  void a_command_behind_words_of_scripts_is_known_as_one() {
    assertEquals(List.of("repeat"), coloured("repeat 3 put t x", MAGENTA));
    assertEquals(List.of(), coloured("repeat 3 put t x", RED));
    assertEquals(List.of("get"), coloured("expect contains hello get t", RED).subList(0, 1));
    assertEquals(List.of(), coloured("echo anything at all", RED));
  }
}
