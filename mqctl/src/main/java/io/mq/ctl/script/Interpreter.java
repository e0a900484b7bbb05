package io.mq.ctl.script;

import io.mq.ctl.script.Words.Word;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Carries out lines one by one.
 *
 * <pre>
 * # a comment
 * echo TEXT..
 * sleep 500ms
 * let NAME COMMAND..            {NAME} is what the command prints, from here on
 * repeat N COMMAND..            {i} counts from 1; repeat 101..200 counts from 101
 * expect "TEXT" COMMAND..       prints exactly that
 * expect contains "TEXT" COMMAND..
 * expect fail COMMAND..         ends with any exit code but 0
 * expect exit N COMMAND..
 * COMMAND..                     as in the shell, without mqctl
 * </pre>
 *
 * <p>Not thread-safe.
 */
public final class Interpreter {

  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_]*)\\}");
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})(?:\\.\\.([0-9]{1,9}))?");
  private static final String COUNTER = "i";

  private final CommandRunner runner;
  private final PrintWriter out;
  private PrintWriter err;
  private final Map<String, String> variables = new LinkedHashMap<>();

  /** Runs commands with {@code runner}, which print to {@code out} and {@code err}. */
  public Interpreter(CommandRunner runner, PrintWriter out, PrintWriter err) {
    this.runner = runner;
    this.out = out;
    this.err = err;
  }

  /**
   * Carries out one line and returns its exit code.
   *
   * @throws ScriptException if an expectation is not met, or the line makes no sense
   */
  public int run(String line) {
    return run(Words.of(line));
  }

  private int run(List<Word> words) {
    if (words.isEmpty()) {
      return 0;
    }
    Word first = words.getFirst();
    List<Word> rest = words.subList(1, words.size());
    if (first.quoted()) {
      return command(words);
    }
    return switch (first.text()) {
      case "echo", "say" -> echo(rest);
      case "sleep" -> sleep(rest);
      case "let" -> let(rest);
      case "repeat" -> repeat(rest);
      case "expect" -> expect(rest);
      default -> command(words);
    };
  }

  private int command(List<Word> words) {
    return runner.run(substituted(words), out, err);
  }

  private int echo(List<Word> words) {
    out.println(String.join(" ", substituted(words)));
    out.flush();
    return 0;
  }

  private int sleep(List<Word> words) {
    if (words.size() != 1) {
      throw new ScriptException("sleep takes one time, such as 500ms");
    }
    try {
      Thread.sleep(Durations.parseMillis(substituted(words).getFirst()));
    } catch (ConfigException e) {
      throw new ScriptException("sleep: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ScriptException("interrupted");
    }
    return 0;
  }

  private int let(List<Word> words) {
    if (words.size() < 2 || !words.getFirst().text().matches("[A-Za-z][A-Za-z0-9_]*")) {
      throw new ScriptException("let takes a name and a command, such as: let old select leader");
    }
    Captured captured = capture(words.subList(1, words.size()));
    if (captured.exitCode() != 0) {
      throw new ScriptException("let: the command failed: " + captured.complaint());
    }
    variables.put(words.getFirst().text(), captured.printed());
    return 0;
  }

  private int repeat(List<Word> words) {
    Matcher range = RANGE.matcher(words.isEmpty() ? "" : substituted(words).getFirst());
    if (!range.matches() || words.size() < 2) {
      throw new ScriptException(
          "repeat takes a number and a command, such as: repeat 100 put t m{i}");
    }
    long first = range.group(2) == null ? 1 : Long.parseLong(range.group(1));
    long last = Long.parseLong(range.group(range.group(2) == null ? 1 : 2));
    String outerCounter = variables.get(COUNTER);
    PrintWriter outerErr = err;
    try {
      for (long i = first; i <= last; i++) {
        variables.put(COUNTER, Long.toString(i));
        // What each repetition remarks would drown the rest, so it is shown only if it fails.
        java.io.StringWriter remarks = new java.io.StringWriter();
        err = new PrintWriter(remarks);
        int exitCode = run(words.subList(1, words.size()));
        if (exitCode != 0) {
          outerErr.print(remarks);
          return exitCode;
        }
      }
      return 0;
    } finally {
      err = outerErr;
      if (outerCounter == null) {
        variables.remove(COUNTER);
      } else {
        variables.put(COUNTER, outerCounter);
      }
    }
  }

  private int expect(List<Word> words) {
    if (words.size() < 2) {
      throw new ScriptException("expect takes what is expected and a command");
    }
    Word first = words.getFirst();
    String kind = first.quoted() ? "" : first.text();
    switch (kind) {
      case "fail" -> {
        Captured captured = capture(words.subList(1, words.size()));
        check(captured.exitCode() != 0, "a failure", captured);
      }
      case "exit" -> {
        String code = substituted(words).get(1);
        Captured captured = capture(words.subList(2, words.size()));
        check(Integer.toString(captured.exitCode()).equals(code), "exit code " + code, captured);
      }
      case "contains" -> {
        String text = substituted(words).get(1);
        Captured captured = capture(words.subList(2, words.size()));
        boolean met = captured.exitCode() == 0 && captured.printed().contains(text);
        check(met, "output that contains \"" + text + "\"", captured);
      }
      default -> {
        String text = substituted(words).getFirst();
        Captured captured = capture(words.subList(1, words.size()));
        boolean met = captured.exitCode() == 0 && captured.printed().equals(text.strip());
        check(met, "\"" + text + "\"", captured);
      }
    }
    return 0;
  }

  private static void check(boolean met, String expected, Captured captured) {
    if (!met) {
      throw new ScriptException("expected " + expected + ", got " + captured.describe());
    }
  }

  /** What a command printed and how it ended. */
  private record Captured(int exitCode, String printed, String complaint) {

    String describe() {
      if (exitCode == 0) {
        return "\"" + printed + "\"";
      }
      return "exit code " + exitCode + (complaint.isEmpty() ? "" : ": " + complaint);
    }
  }

  private Captured capture(List<Word> words) {
    if (words.isEmpty()) {
      throw new ScriptException("a command is missing");
    }
    java.io.StringWriter printed = new java.io.StringWriter();
    java.io.StringWriter complaint = new java.io.StringWriter();
    int exitCode;
    try (PrintWriter toPrinted = new PrintWriter(printed);
        PrintWriter toComplaint = new PrintWriter(complaint)) {
      exitCode = runner.run(substituted(words), toPrinted, toComplaint);
    }
    return new Captured(exitCode, printed.toString().strip(), complaint.toString().strip());
  }

  /** The words with {names} replaced; a name that is not set is left as it stands. */
  private List<String> substituted(List<Word> words) {
    List<String> texts = new ArrayList<>();
    for (Word word : words) {
      texts.add(
          VARIABLE
              .matcher(word.text())
              .replaceAll(
                  found ->
                      Matcher.quoteReplacement(
                          variables.getOrDefault(found.group(1), found.group()))));
    }
    return texts;
  }
}
