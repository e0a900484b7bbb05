package io.mq.ctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.client.Outcome;
import io.mq.shared.config.ConfigException;
import io.mq.shared.wire.Definiteness;
import io.mq.shared.wire.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as the shell sees it, without any cluster. */
class CommandLineTest {

  @TempDir Path temporary;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int mqctl(String... words) {
    return mqctl(InputStream.nullInputStream(), words);
  }

  private int mqctl(InputStream in, String... words) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    try (Context context =
        new Context(
            Map.of("XDG_STATE_HOME", temporary.toString()),
            in,
            new PrintWriter(out),
            new PrintWriter(err),
            Terminals.NONE)) {
      return new CommandTree(context).run(List.of(words));
    }
  }

  private static InputStream input(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void every_exit_code_is_in_the_help() {
    assertEquals(0, mqctl("--help"));

    for (ExitCode code : ExitCode.values()) {
      String line = "  " + code.status() + "  " + code.meaning();
      assertTrue(out.toString().contains(line), line);
    }
  }

  @Test
  void exit_codes_are_what_the_table_says() {
    assertEquals(
        List.of(0, 1, 2, 3, 4, 5),
        List.of(ExitCode.values()).stream().map(ExitCode::status).toList());
  }

  private static final List<String> COMMANDS =
      List.of(
          "cluster",
          "cluster up",
          "cluster down",
          "cluster list",
          "cluster use",
          "cluster export",
          "cluster restart",
          "cluster status",
          "cluster adopt",
          "doctor",
          "status",
          "wait",
          "logs",
          "start",
          "stop",
          "kill",
          "pause",
          "resume",
          "restart",
          "kill-leader",
          "pause-leader",
          "isolate-leader",
          "transfer-leader",
          "partition",
          "heal",
          "fault",
          "fault list",
          "fault clear",
          "fault add",
          "fault add block",
          "fault add delay",
          "fault add drop",
          "fault add duplicate",
          "fault add reorder",
          "fault add bandwidth",
          "fault add reset",
          "fault add slow-force",
          "fault add fail-force",
          "fault add full-disk",
          "fault add bit-flip",
          "fault add torn-tail",
          "fault add clock-drift",
          "fault add clock-jump",
          "power-loss",
          "crash-loop",
          "wipe",
          "elect",
          "isolate",
          "when",
          "select",
          "topic",
          "topic create",
          "topic list",
          "topic show",
          "topic delete",
          "put",
          "get",
          "peek",
          "run",
          "repl",
          "bench",
          "bench put",
          "bench get",
          "version",
          "help");

  @Test
  void every_command_has_help_that_names_it_on_stdout() {
    for (String words : COMMANDS) {
      assertEquals(0, mqctl((words + " --help").split(" ")), words);
      assertTrue(out.toString().startsWith("Usage: mqctl " + words), words + ": " + out);
      assertEquals("", err.toString());
    }
  }

  @Test
  void a_branch_and_the_whole_tree_are_the_same_commands() {
    mqctl("put", "--help");
    String branch = out.toString();

    mqctl("-q", "put", "--help");

    assertEquals(branch, out.toString());
  }

  @Test
  void a_wrong_command_line_is_a_sentence_on_stderr_and_exit_code_2() {
    assertEquals(2, mqctl("stauts"));
    assertEquals("", out.toString());
    assertTrue(err.toString().contains("stauts"), err.toString());
    assertTrue(err.toString().contains("status"), "suggests what was meant: " + err);

    assertEquals(2, mqctl("put", "t"));
    assertTrue(err.toString().contains("MESSAGE"), err.toString());
    assertEquals(2, mqctl("cluster"));
    assertEquals(2, mqctl("status", "-o", "xml"));
    assertEquals(2, mqctl("cluster", "up", "-n", "0"));
    assertEquals(2, mqctl("cluster", "up", "-n", "3", "-f", "x.yaml"));
    assertFalse(err.toString().contains("\tat "), "no stack trace without -v");
  }

  @Test
  void without_a_cluster_commands_say_how_to_start_one() {
    assertEquals(2, mqctl("status"));
    assertEquals("mqctl: there is no cluster yet; mqctl cluster up starts one.\n", err.toString());
    assertEquals(2, mqctl("--cluster", "x", "put", "t", "m"));
    assertEquals(2, mqctl("put", "t", "m", "--cluster", "x"));
  }

  @Test
  void without_a_command_and_without_a_terminal_the_help_is_shown() {
    assertEquals(0, mqctl());
    assertTrue(out.toString().startsWith("Usage: mqctl"));
  }

  @Test
  void lists_are_there_for_people_and_for_programs() {
    assertEquals(0, mqctl("cluster", "list"));
    assertEquals("CLUSTER  IN USE  NODES  RUNNING  FOLDER\n", out.toString());

    assertEquals(0, mqctl("cluster", "list", "-o", "json"));
    assertEquals("[]\n", out.toString());
  }

  @Test
  void nothing_is_in_use_until_a_cluster_that_exists_is_chosen() {
    assertEquals(0, mqctl("cluster", "use"));
    assertEquals("CLUSTER   -\nPREVIOUS  -\n", out.toString());
    assertEquals("None is in use; mqctl cluster use NAME chooses one.\n", err.toString());

    assertEquals(2, mqctl("cluster", "use", "x"));
    assertEquals(2, mqctl("cluster", "use", "-"));
    assertEquals(2, mqctl("cluster", "use", "x", "--cluster", "y"));
    assertEquals("mqctl: cluster use takes a name by itself, and no --cluster.\n", err.toString());
    assertEquals(2, mqctl("cluster", "export"));
  }

  /** As up would be refused: the same exit code and sentence, and nothing made. */
  @Test
  void a_dry_run_refuses_what_up_refuses_and_makes_nothing() throws Exception {
    Path wrong = Files.writeString(temporary.resolve("wrong.yaml"), "nodes: 3\nheap: much\n");
    List<List<String>> calls =
        List.of(
            List.of("-f", wrong.toString()),
            List.of("-f", temporary.resolve("missing.yaml").toString()),
            List.of("-n", "0"),
            List.of("-n", "3", "--name", "a/b"),
            List.of("-n", "3", "--timeout", "soon"));
    for (List<String> call : calls) {
      List<String> up = new ArrayList<>(List.of("cluster", "up"));
      up.addAll(call);
      int status = mqctl(up.toArray(String[]::new));
      String sentence = err.toString();
      up.add("--dry-run");

      assertEquals(2, status, sentence);
      assertEquals(status, mqctl(up.toArray(String[]::new)), call.toString());
      assertEquals(sentence, err.toString());
    }
    assertFalse(Files.exists(temporary.resolve("mqctl")), "no state was made");
  }

  @Test
  void a_choice_of_a_cluster_that_is_gone_is_forgotten_once_and_not_by_a_dry_run()
      throws Exception {
    Path choice = Files.createDirectories(temporary.resolve("mqctl")).resolve("use.json");
    Files.writeString(choice, "{\"current\":\"gone\"}");
    String said = "mqctl: cluster gone, which was in use, is gone; none is in use now.\n";

    mqctl("cluster", "up", "--dry-run");
    assertEquals("{\"current\":\"gone\"}", Files.readString(choice));
    assertEquals(0, mqctl("values", "nodes"));
    assertEquals("", err.toString(), "completion does not take the one chance to say it");

    assertEquals(2, mqctl("status"));
    assertEquals(
        said + "mqctl: there is no cluster yet; mqctl cluster up starts one.\n", err.toString());
    assertEquals(0, mqctl("cluster", "list"));
    assertEquals("", err.toString());
  }

  @Test
  void a_script_that_fails_names_the_line_and_exits_1() throws Exception {
    Path script = temporary.resolve("demo.mq");
    Files.writeString(script, "echo one\nexpect \"no\" version\necho never\n");

    assertEquals(1, mqctl("run", script.toString()));

    assertEquals("one\n", out.toString());
    assertTrue(err.toString().contains("demo.mq:2: expected \"no\", got \"mqctl "), err.toString());
    assertEquals(1, mqctl("run", temporary.resolve("missing.mq").toString()));
  }

  @Test
  void a_session_reads_from_a_pipe() {
    InputStream lines =
        new ByteArrayInputStream("version\nstatus\necho done\n".getBytes(StandardCharsets.UTF_8));

    assertEquals(2, mqctl(lines, "repl"));

    assertTrue(out.toString().endsWith("done\n"), out.toString());
  }

  @Test
  void every_exception_has_its_exit_code() {
    assertEquals(ExitCode.USAGE, ExceptionMapper.exitCode(ClusterException.usage("")));
    assertEquals(ExitCode.FAILED, ExceptionMapper.exitCode(ClusterException.failed("")));
    assertEquals(ExitCode.UNREACHABLE, ExceptionMapper.exitCode(ClusterException.unreachable("")));
    assertEquals(ExitCode.USAGE, ExceptionMapper.exitCode(new ConfigException("")));
    assertEquals(ExitCode.FAILED, ExceptionMapper.exitCode(new IllegalStateException()));
    assertEquals(ExitCode.UNDECIDED, outcome(new Outcome.Unknown<>("")));
  }

  @Test
  void unreachable_means_that_it_did_not_happen() {
    for (ErrorCode code : ErrorCode.values()) {
      ExitCode exit = outcome(new Outcome.Refused<>(code, ""));
      if (exit == ExitCode.UNREACHABLE) {
        assertEquals(Definiteness.DEFINITE, code.definiteness(), code.name());
      }
    }
    assertEquals(ExitCode.UNREACHABLE, outcome(new Outcome.Refused<>(ErrorCode.NO_LEADER, "")));
    assertEquals(ExitCode.FAILED, outcome(new Outcome.Refused<>(ErrorCode.QUEUE_EMPTY, "")));
    assertEquals(ExitCode.USAGE, outcome(new Outcome.Refused<>(ErrorCode.BAD_REQUEST, "")));
  }

  private static ExitCode outcome(Outcome<String> outcome) {
    try {
      OutcomeException.require(outcome);
    } catch (OutcomeException e) {
      return ExceptionMapper.exitCode(e);
    }
    throw new AssertionError("no exception for " + outcome);
  }

  private Path script(String... lines) throws Exception {
    return Files.writeString(temporary.resolve("story.mq"), String.join("\n", lines));
  }

  @Test
  void a_wrong_expectation_in_a_script_names_file_line_expected_and_got() throws Exception {
    Path story = script("say Once upon a time.", "", "expect contains 9999 version");

    assertEquals(1, mqctl("run", story.toString()));

    assertEquals("Once upon a time.\n", out.toString());
    assertTrue(
        err.toString()
            .contains(
                "mqctl: " + story + ":3: expected output that contains \"9999\", got \"mqctl "),
        err.toString());
  }

  @Test
  void step_waits_before_each_command_and_ends_with_q() throws Exception {
    Path story = script("say One.", "let v version", "say Two.", "let w version", "say Three.");

    assertEquals(0, mqctl(input("\nq\n"), "run", "--step", story.toString()));

    assertEquals("One.\nTwo.\n", out.toString());
    assertEquals(
        "> let v version\n> let w version\nStopped before " + story + ":4.\n", err.toString());
  }

  @Test
  void a_recording_has_what_was_shown_also_when_the_script_fails() throws Exception {
    Path cast = temporary.resolve("story.cast");
    Path story = script("say Once.", "expect fail version");

    assertEquals(1, mqctl("run", "--record", cast.toString(), story.toString()));

    String recorded = Files.readString(cast);
    assertTrue(recorded.startsWith("{\"version\":2,\"width\":100,\"height\":30,"), recorded);
    assertTrue(recorded.contains("\"o\",\"Once.\\r\\n\"]\n"), recorded);
    assertTrue(recorded.contains("> expect fail version\\r\\n"), recorded);
  }
}
