package io.mq.ctl.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

  private int command(List<String> words, PrintWriter out, PrintWriter err) {
    ran.add(String.join(",", words));
    switch (words.getFirst()) {
      case "print" -> out.println(String.join(" ", words.subList(1, words.size())));
      case "remark" -> err.println("a remark");
      case "fail" -> {
        err.println("it failed");
        return Integer.parseInt(words.get(1));
      }
      default -> throw new AssertionError("no such command: " + words);
    }
    return 0;
  }

  private void run(String... lines) throws IOException {
    PrintWriter out = new PrintWriter(printed);
    PrintWriter err = new PrintWriter(remarked);
    Script script = new Script(new Interpreter(this::command, out, err), Optional.empty());
    script.run(new TextLines(new StringReader(String.join("\n", lines)), "demo.mq"));
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
}
