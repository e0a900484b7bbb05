package io.mq.ctl.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Scripts over a command line that only knows print, fail and remark. */
class InterpreterTest {

  private final List<String> ran = new ArrayList<>();
  private final StringWriter printed = new StringWriter();
  private final StringWriter remarked = new StringWriter();

  private int hanging;

  private final CommandRunner commands =
      new CommandRunner() {
        @Override
        public int run(List<String> words, PrintWriter out, PrintWriter err) {
          return command(words, out, err);
        }

        @Override
        public Optional<CommandRunner> another() {
          return Optional.of(this);
        }
      };

  private synchronized int command(List<String> words, PrintWriter out, PrintWriter err) {
    ran.add(String.join(",", words));
    switch (words.getFirst()) {
      case "print" -> out.println(String.join(" ", words.subList(1, words.size())));
      case "remark" -> err.println("a remark");
      case "fail" -> {
        err.println("it failed");
        return Integer.parseInt(words.get(1));
      }
      case "third-time" -> {
        return ran.size() % 3 == 0 ? 0 : 1;
      }
      case "hang" -> {
        hanging++;
        try {
          while (true) {
            wait();
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return 1;
        } finally {
          hanging--;
        }
      }
      default -> throw new AssertionError("no such command: " + words);
    }
    return 0;
  }

  private void run(String... lines) throws IOException {
    PrintWriter out = new PrintWriter(printed);
    PrintWriter err = new PrintWriter(remarked);
    try (Interpreter interpreter = new Interpreter(commands, out, err, text -> "*" + text)) {
      Script script = new Script(interpreter, Optional.empty());
      assertTrue(script.run(new TextLines(new StringReader(String.join("\n", lines)), "demo.mq")));
    }
    out.flush();
    err.flush();
  }

  private String complaint(String... lines) {
    return assertThrows(ScriptException.class, () -> run(lines)).getMessage();
  }

  @Test
  void comments_and_empty_lines_do_nothing() throws IOException {
    run("# a story", "", "  # more", "print a # the rest is a comment", "print a#b");

    assertEquals(List.of("print,a", "print,a#b"), ran);
  }

  @Test
  void quotes_keep_words_together_and_a_backslash_lines() throws IOException {
    run("print 'a  b' \"c \\\"d\\\"\" \"\"", "print one \\", "two");

    assertEquals(List.of("print,a  b,c \"d\",", "print,one,two"), ran);
  }

  @Test
  void echo_prints_and_repeat_counts() throws IOException {
    run("echo hello world", "repeat 2 print m{i}", "repeat 9..10 print m{i}");

    assertEquals("hello world\nm1\nm2\nm9\nm10\n", printed.toString());
  }

  @Test
  void let_remembers_what_a_command_prints_and_other_braces_stay() throws IOException {
    run("let old print n3", "print {old} {other} '{\"json\":1}' x{old}y");

    assertEquals("print,n3,{other},{\"json\":1},xn3y", ran.getLast());
  }

  @Test
  void expectations_that_are_met_say_nothing() throws IOException {
    run(
        "expect \"hello world\" print hello world",
        "expect contains lo print hello",
        "expect fail fail 3",
        "expect exit 5 fail 5",
        "repeat 3 expect \"m{i}\" print m{i}",
        "expect \"\" remark");

    assertEquals("", printed.toString());
  }

  @Test
  void the_first_expectation_that_is_not_met_ends_it_with_place_expected_and_got() {
    assertEquals(
        "demo.mq:2: expected \"a\", got \"b\"",
        complaint("print x", "expect \"a\" print b", "print never"));
    assertEquals(List.of("print,x", "print,b"), ran);
    assertEquals("demo.mq:1: expected a failure, got \"x\"", complaint("expect fail print x"));
    assertEquals(
        "demo.mq:1: expected exit code 3, got exit code 1: it failed",
        complaint("expect exit 3 fail 1"));
    assertEquals(
        "demo.mq:1: expected \"a\", got exit code 1: it failed", complaint("expect \"a\" fail 1"));
  }

  @Test
  void a_command_that_fails_ends_it_and_names_its_line() {
    assertEquals(
        "demo.mq:4: expected \"fail 3\" to succeed, got exit code 3",
        complaint("# a", "print \\", "x", "fail 3", "print never"));
  }

  @Test
  void what_makes_no_sense_is_said_with_its_line() {
    assertEquals(
        "demo.mq:1: repeat takes a number and a command, such as: repeat 100 put t m{i}",
        complaint("repeat many print x"));
    assertEquals("demo.mq:1: a quote \" is not closed: print \"x", complaint("print \"x"));
    assertTrue(complaint("sleep").contains("sleep takes one time"));
    assertTrue(complaint("expect fail").contains("expect takes"));
  }

  @Test
  void remarks_within_repeat_are_shown_only_when_it_fails() throws IOException {
    run("repeat 3 remark");
    assertEquals("", remarked.toString());

    run("remark");
    assertEquals("a remark\n", remarked.toString());
  }

  @Test
  void say_is_the_narrators_voice() throws IOException {
    run("let who print n3", "say {who} doesn't \"answer\" # any more");

    assertEquals("*n3 doesn't \"answer\" # any more\n", printed.toString());
  }

  @Test
  void within_tries_until_it_succeeds_and_reports_the_last_failure() throws IOException {
    run("within 10s third-time");
    assertEquals(3, ran.size());

    assertEquals(
        "demo.mq:1: expected \"a\", got \"b\"", complaint("within 120ms expect \"a\" print b"));
    assertTrue(ran.size() > 4, ran.toString());
  }

  @Test
  void timeout_ends_what_takes_too_long_and_leaves_the_rest_alone() throws IOException {
    run("timeout 10s print a");

    assertEquals(
        "demo.mq:1: expected \"hang on\" to end within 50ms",
        complaint("timeout 50ms hang on", "print never"));
    assertFalse(Thread.currentThread().isInterrupted());
    assertEquals("demo.mq:1: expected \"a\", got \"b\"", complaint("timeout 5s expect a print b"));
  }

  @Test
  void what_runs_in_the_background_is_shown_when_it_is_waited_for() throws IOException {
    run("let x print 7", "background repeat 2 print m{i}{x}", "wait background 5s", "print z");

    assertEquals("m17\nm27\nz\n", printed.toString());
  }

  @Test
  void a_failure_in_the_background_ends_the_script_at_the_latest_at_its_end() {
    assertEquals(
        "demo.mq:2: expected background \"fail 3\" to succeed, got exit code 3",
        complaint("background fail 3", "wait background"));
    assertEquals(
        "demo.mq, at its end: expected background \"expect a print b\" to succeed, got expected"
            + " \"a\", got \"b\"",
        complaint("background expect a print b"));
    assertEquals(
        "demo.mq:2: expected background \"hang\" to end within 50 ms",
        complaint("background hang", "wait background 50ms"));
  }

  @Test
  void what_still_runs_when_a_script_fails_is_cancelled() {
    assertEquals(
        "demo.mq:2: expected \"fail 1\" to succeed, got exit code 1",
        complaint("background hang", "fail 1"));
    assertEquals(0, hanging);
  }
}
