package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.e2e.Tool.Ended;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a person does with the tool, on real processes and real disks. */
class ToolIT {

  @Test
  void a_message_survives_its_leader_five_times_in_a_row() throws Exception {
    try (Tool mqctl = new Tool()) {
      String table = mqctl.run("cluster up -n 5").done();
      assertEquals(6, table.lines().count(), table);
      assertTrue(table.contains("leader"), table);
      mqctl.run("topic create t").done();

      for (int round = 1; round <= 5; round++) {
        mqctl.run("put t hello" + round).done();
        mqctl.run("kill-leader").done();
        assertEquals("hello" + round, mqctl.run("get t").done());
        mqctl.run("start all").done();
      }

      Ended empty = mqctl.run("get t");
      assertEquals(1, empty.status(), empty.toString());
      assertEquals("mqctl: the topic has no message to give.\n", empty.err());
    }
  }

  @Test
  void up_is_idempotent_and_all_killed_at_once_lose_nothing() throws Exception {
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 5 --name demo").done();
      final List<Long> pids = mqctl.pids("demo");
      mqctl.run("topic create t").done();
      String lines =
          IntStream.rangeClosed(1, 50).mapToObj(i -> "m" + i + "\n").collect(Collectors.joining());
      mqctl.run(lines, "put", "t", "-").done();

      Ended again = mqctl.run("cluster up -n 5 --name demo -v");
      assertTrue(again.err().contains("All are running already."), again.toString());
      assertEquals(pids, mqctl.pids("demo"));

      mqctl.run("kill all").done();
      Ended down = mqctl.run("status");
      assertEquals(3, down.status(), down.toString());
      mqctl.run("start all").done();
      assertNotEquals(pids, mqctl.pids("demo"));
      assertEquals(lines.strip(), mqctl.run("get t -n 100").done());

      mqctl.run("cluster down --purge").done();
      assertFalse(Files.exists(mqctl.folder("demo")));
      assertTrue(pids.stream().noneMatch(ToolIT::isAlive));
    }
  }

  @Test
  void a_paused_or_isolated_leader_is_replaced_and_comes_back_as_a_follower() throws Exception {
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 3").done();
      mqctl.run("topic create t").done();
      String paused = mqctl.run("select leader").done();

      mqctl.run("pause-leader").done();
      mqctl.run("put t while-paused").done();
      assertNotEquals(paused, mqctl.run("select leader").done());
      mqctl.run("resume " + paused).done();

      mqctl.run("wait leader").done();
      String isolated = mqctl.run("select leader").done();
      mqctl.run("isolate-leader").done();
      assertTrue(mqctl.run("fault list").done().contains("block"));
      mqctl.run("put t while-isolated").done();
      Ended alone = mqctl.run("put t lost --timeout 1s --node " + isolated);
      assertTrue(List.of(3, 5).contains(alone.status()), alone.toString());
      mqctl.run("heal").done();
      mqctl.run("wait leader").done();

      assertEquals("while-paused\nwhile-isolated", mqctl.run("get t -n 10").done());
    }
  }

  @Test
  void a_node_that_does_not_start_is_shown_with_its_own_words() throws Exception {
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 3 --name demo").done();
      mqctl.run("stop n2").done();
      Path data = mqctl.folder("demo").resolve("n2/data");
      try (Stream<Path> files = Files.walk(data)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.writeString(file, "no log of ours", StandardCharsets.UTF_8);
        }
      }

      Ended failed = mqctl.run("start n2 --timeout 20s");

      assertEquals(1, failed.status(), failed.toString());
      assertTrue(failed.err().contains("n2 ended right after its start."), failed.toString());
      assertTrue(failed.err().contains("It said:\n  "), failed.toString());
      Ended logs = mqctl.run("logs n2 -n 1");
      assertFalse(logs.done().isEmpty());
    }
  }

  @Test
  void a_session_over_a_pipe_is_the_same_commands() throws Exception {
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 1").done();

      Ended session =
          mqctl.run(
              "topic create t\nput t 'a b' c\n# nothing\nget t -n 5\ntopic list -o json\n", "repl");

      assertEquals(
          "a b\nc\n[{\"topic\":\"t\",\"ready\":0,\"leased\":0,\"bytes\":0}]", session.done());
    }
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }
}
