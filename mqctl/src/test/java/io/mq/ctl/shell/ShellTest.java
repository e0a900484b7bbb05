package io.mq.ctl.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mq.ctl.script.Interpreter;
import io.mq.ctl.script.TextLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A session over a pipe. */
class ShellTest {

  private final List<String> ran = new ArrayList<>();
  private final StringWriter err = new StringWriter();

  private int session(String... lines) throws IOException {
    PrintWriter to = new PrintWriter(err, true);
    Interpreter interpreter =
        new Interpreter(
            (words, out, remarks) -> {
              ran.add(String.join(" ", words));
              return words.getFirst().equals("fail") ? 3 : 0;
            },
            to,
            to);
    return new Shell(interpreter, to)
        .run(new TextLines(new StringReader(String.join("\n", lines)), ""));
  }

  @Test
  void a_command_that_fails_does_not_end_the_session_but_shows_in_the_exit_code()
      throws IOException {
    assertEquals(3, session("put t x", "fail", "get t"));
    assertEquals(List.of("put t x", "fail", "get t"), ran);
  }

  @Test
  void exit_ends_it() throws IOException {
    assertEquals(0, session("put t x", "exit", "get t"));
    assertEquals(List.of("put t x"), ran);
  }

  @Test
  void a_line_that_makes_no_sense_is_said_and_survived() throws IOException {
    assertEquals(1, session("put \"x", "get t"));
    assertEquals("mqctl: a quote \" is not closed: put \"x\n", err.toString());
    assertEquals(List.of("get t"), ran);
  }
}
