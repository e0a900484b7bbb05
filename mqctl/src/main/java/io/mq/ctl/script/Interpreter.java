package io.mq.ctl.script;

import io.mq.ctl.script.Words.Word;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Carries out lines one by one.
 *
 * <pre>
 * # a comment
 * echo TEXT..                   say TEXT.. tells it as the story's narrator
 * sleep 500ms
 * let NAME COMMAND..            {NAME} is what the command prints, from here on
 * repeat N COMMAND..            {i} counts from 1; repeat 101..200 counts from 101
 * expect "TEXT" COMMAND..       prints exactly that
 * expect contains "TEXT" COMMAND..
 * expect fail COMMAND..         ends with any exit code but 0
 * expect exit N COMMAND..
 * within 5s COMMAND..           again and again until it succeeds, an expect as well
 * timeout 5s COMMAND..          fails if it takes longer
 * background COMMAND..          beside what follows
 * wait background [60s]         until all of those have ended; fails if one has failed
 * COMMAND..                     as in the shell, without mqctl
 * </pre>
 *
 * <p>Not thread-safe.
 */
public final class Interpreter implements AutoCloseable {

  private static final Pattern VARIABLE = Pattern.compile("\\{([A-Za-z][A-Za-z0-9_]*)\\}");
  private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})(?:\\.\\.([0-9]{1,9}))?");
  private static final String COUNTER = "i";
  private static final String SAY = "say ";
  private static final long RETRY_MILLIS = 50;
  private static final long BACKGROUND_MILLIS = 60_000;

  private final CommandRunner runner;
  private final PrintWriter out;
  private PrintWriter err;
  private final UnaryOperator<String> narration;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Background background = new Background();

  /** Runs commands with {@code runner}, which print to {@code out} and {@code err}. */
  public Interpreter(CommandRunner runner, PrintWriter out, PrintWriter err) {
    this(runner, out, err, UnaryOperator.identity());
  }

  /** The same; {@code narration} dresses up what {@code say} says. */
  public Interpreter(
      CommandRunner runner, PrintWriter out, PrintWriter err, UnaryOperator<String> narration) {
    this.runner = runner;
    this.out = out;
    this.err = err;
    this.narration = narration;
  }

  /** Gives a name a value, as {@code let} does. */
  public void set(String name, String value) {
    variables.put(name, value);
  }

  /**
   * Carries out one line and returns its exit code.
   *
   * @throws ScriptException if an expectation is not met, or the line makes no sense
   */
  public int run(String line) {
    if (line.strip().startsWith(SAY)) {
      // A narrator's apostrophes are no quotes.
      out.println(narration.apply(substituted(line.strip().substring(SAY.length()).strip())));
      out.flush();
      return 0;
    }
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
      case "echo" -> echo(rest, UnaryOperator.identity());
      case "say" -> echo(rest, narration);
      case "sleep" -> sleep(rest);
      case "let" -> let(rest);
      case "repeat" -> repeat(rest);
      case "expect" -> expect(rest);
      case "within" -> within(rest);
      case "timeout" -> timeout(rest);
      case "background" -> inBackground(rest);
      case "wait" ->
          rest.isEmpty() || !is(rest.getFirst(), "background") ? command(words) : await(rest);
      default -> command(words);
    };
  }

  private int command(List<Word> words) {
    return runner.run(substituted(words), out, err);
  }

  private int echo(List<Word> words, UnaryOperator<String> dress) {
    out.println(dress.apply(String.join(" ", substituted(words))));
    out.flush();
    return 0;
  }

  private int sleep(List<Word> words) {
    if (words.size() != 1) {
      throw new ScriptException("sleep takes one time, such as 500ms");
    }
    pause(millis("sleep", words));
    return 0;
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ScriptException("interrupted");
    }
  }

  /** The time that is the first of the words. */
  private long millis(String what, List<Word> words) {
    try {
      return Durations.parseMillis(words.isEmpty() ? "" : substituted(words).getFirst());
    } catch (ConfigException e) {
      throw new ScriptException(what + ": " + e.getMessage());
    }
  }

  private int within(List<Word> words) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis("within", words));
    List<Word> command = command("within", words);
    PrintWriter outerErr = err;
    while (true) {
      java.io.StringWriter remarks = new java.io.StringWriter();
      err = new PrintWriter(remarks);
      try {
        int exitCode = run(command);
        if (exitCode == 0 || System.nanoTime() - end >= 0) {
          outerErr.print(remarks);
          return exitCode;
        }
      } catch (ScriptException e) {
        if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
          throw e;
        }
      } finally {
        err = outerErr;
      }
      pause(RETRY_MILLIS);
    }
  }

  private int timeout(List<Word> words) {
    long millis = millis("timeout", words);
    List<Word> command = command("timeout", words);
    Watchdog watchdog = new Watchdog(millis);
    int exitCode = 0;
    ScriptException stopped = null;
    try (watchdog) {
      exitCode = run(command);
    } catch (ScriptException e) {
      stopped = e;
    }
    if (watchdog.hasBitten()) {
      throw new ScriptException(
          "expected \"" + text(command) + "\" to end within " + words.getFirst().text());
    }
    if (stopped != null) {
      throw stopped;
    }
    return exitCode;
  }

  private int inBackground(List<Word> words) {
    if (words.isEmpty()) {
      throw new ScriptException("background takes a command");
    }
    CommandRunner another =
        runner
            .another()
            .orElseThrow(() -> new ScriptException("background can only be said in a script"));
    Map<String, String> known = new LinkedHashMap<>(variables);
    background.start(
        text(words),
        printed -> {
          try (Interpreter beside = new Interpreter(another, printed, printed, narration)) {
            beside.variables.putAll(known);
            return beside.run(words);
          }
        });
    return 0;
  }

  private int await(List<Word> words) {
    background.await(
        words.size() > 1 ? millis("wait background", words.subList(1, 2)) : BACKGROUND_MILLIS, out);
    return 0;
  }

  /**
   * Waits for what was started in the background and not waited for.
   *
   * @throws ScriptException if any of it has failed
   */
  public void finish() {
    background.await(BACKGROUND_MILLIS, out);
  }

  /** Cancels what runs in the background. */
  @Override
  public void close() {
    background.cancel();
  }

  private static boolean is(Word word, String keyword) {
    return !word.quoted() && word.text().equals(keyword);
  }

  private static List<Word> command(String what, List<Word> words) {
    if (words.size() < 2) {
      throw new ScriptException(
          what + " takes a time and a command, such as: " + what + " 5s status");
    }
    return words.subList(1, words.size());
  }

  private static String text(List<Word> words) {
    return String.join(" ", words.stream().map(Word::text).toList());
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
    words.forEach(word -> texts.add(substituted(word.text())));
    return texts;
  }

  private String substituted(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(variables.getOrDefault(found.group(1), found.group())));
  }
}
