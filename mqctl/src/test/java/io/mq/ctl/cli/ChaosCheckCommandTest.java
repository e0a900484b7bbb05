package io.mq.ctl.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.check.HistoryFiles;
import io.mq.shared.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChaosCheckCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void given_a_right_history_it_says_ok_and_exits_0() throws IOException {
    Path file = HistoryFiles.right(folder);

    assertEquals(ExitCode.OK, mqctl("chaos", "check", file.toString()));
    assertEquals(
        file
            + ": OK 3 operations, linearizable\n"
            + "  1 puts acknowledged, 1 messages out, 1 empty gets, 0 outcomes unknown;"
            + " not seen again 0 (certainly lost 0), duplicated 0, reordered 0, made up 0\n",
        out.toString());
  }

  @Test
  void given_a_lost_message_it_shows_the_proof_with_node_and_fault_and_exits_4()
      throws IOException {
    Path file = HistoryFiles.lost(folder);

    assertEquals(ExitCode.VIOLATION, mqctl("chaos", "check", file.toString()));
    assertEquals(
        file
            + """
            : VIOLATION LOST in topic orders: m1 was acknowledged at 2.00 ms and never came out, \
            although m2, put later (at 3.00 ms), came out at 6.00 ms.
              c1 put m1 to orders on n1: 1.00 ms to 2.00 ms, ok
              c1 put m2 to orders on n1: 3.00 ms to 4.00 ms, ok
              c2 get from orders on n2: 5.00 ms to 6.00 ms, got m2
              fault in force: isolate n1 (for 2s) from 0.00 ms
              2 puts acknowledged, 1 messages out, 0 empty gets, 0 outcomes unknown; not seen \
            again 1 (certainly lost 1), \
            duplicated 0, reordered 0, made up 0
            """,
        out.toString());
  }

  @Test
  void given_several_files_each_gets_a_line_and_a_violation_decides_the_exit_code()
      throws IOException {
    String silent = HistoryFiles.silent(folder).toString();
    String lost = HistoryFiles.lost(folder).toString();
    String right = HistoryFiles.right(folder).toString();

    assertEquals(ExitCode.UNDECIDED, mqctl("-q", "chaos", "check", right, silent));
    assertEquals(ExitCode.VIOLATION, mqctl("-q", "chaos", "check", silent, lost, right));
    assertEquals(5, out.toString().lines().count(), out.toString());
    assertTrue(
        out.toString().contains(silent + ": UNDECIDED only 0 operations are known"),
        out.toString());
  }

  @Test
  void given_a_minimum_that_is_not_reached_it_is_undecided() throws IOException {
    String right = HistoryFiles.right(folder).toString();

    assertEquals(ExitCode.UNDECIDED, mqctl("chaos", "check", "--minimum", "1000", right));
  }

  @Test
  void given_json_it_prints_an_object_with_stable_names() throws IOException {
    mqctl("-o", "json", "chaos", "check", HistoryFiles.lost(folder).toString());

    Map<?, ?> verdict = Json.parse(out.toString()).fields();
    assertEquals("VIOLATION", verdict.get("verdict"));
    assertEquals(1L, ((Map<?, ?>) verdict.get("accounting")).get("lost"));
    assertEquals("LOST", ((Map<?, ?>) ((List<?>) verdict.get("violations")).get(0)).get("kind"));
  }

  @Test
  void given_a_file_that_is_no_history_it_is_a_usage_error_with_the_line() throws IOException {
    Path file = Files.writeString(folder.resolve("x.jsonl"), "{\"index\":0}\n");

    assertEquals(ExitCode.USAGE, mqctl("chaos", "check", file.toString()));
    assertEquals(
        "mqctl: " + file + ":1: expected a header with \"history\":1, got 0.\n", err.toString());
  }

  @Test
  void given_a_history_export_prints_it_for_jepsen_and_porcupine() throws IOException {
    String file = HistoryFiles.right(folder).toString();

    assertEquals(ExitCode.OK, mqctl("chaos", "export", "--format", "edn", file));
    assertEquals(
        "{:index 0, :time 1000000, :process 0, :type :invoke, :f :enqueue, :value \"m1\","
            + " :topic \"orders\"}",
        out.toString().lines().findFirst().orElseThrow());
    assertEquals(ExitCode.OK, mqctl("chaos", "export", "--format", "porcupine", file));
    assertTrue(
        out.toString()
            .contains(
                "{\"ClientId\":0,\"Kind\":false,\"Value\":{\"f\":\"enqueue\",\"topic\":\"orders\","
                    + "\"value\":\"m1\"},\"Id\":0}"),
        out.toString());
  }

  private ExitCode mqctl(String... words) {
    try (Context context =
        new Context(
            Map.of("HOME", folder.toString()),
            InputStream.nullInputStream(),
            new PrintWriter(out),
            new PrintWriter(err),
            new Terminals(false, false, false))) {
      return ExitCode.of(new CommandTree(context).run(List.of(words)));
    }
  }
}
