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
  void the_cluster_in_use_is_meant_until_it_is_purged() throws Exception {
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 1 --name a").done();
      mqctl.run("cluster up -n 1 --name b").done();
      assertEquals(2, mqctl.run("status").status(), "both run");

      mqctl.run("cluster use b").done();
      mqctl.run("topic create of-b").done();
      mqctl.run("cluster use a").done();
      assertEquals("[]", mqctl.run("topic list -o json").done());
      String session = "cluster use -\ntopic list -o tsv\n";
      assertTrue(mqctl.run(session, "--cluster", "a", "repl").done().contains("of-b"));
      assertEquals(
          "{\"cluster\":\"b\",\"previous\":\"a\"}", mqctl.run("cluster use -o json").done());
      assertTrue(mqctl.run("cluster list").done().contains("b        yes"));

      Ended purged = mqctl.run("cluster down --purge");
      assertTrue(purged.err().contains("removed cluster b."), purged.toString());
      assertTrue(purged.err().contains("cluster b, which was in use, is gone"), purged.toString());
      assertEquals("[]", mqctl.run("topic list -o json").done());
      assertEquals("", mqctl.run("topic list -o json").err(), "said once");
      mqctl.run("cluster use -").done();
    }
  }

  @Test
  void an_exported_cluster_is_made_again_from_the_file() throws Exception {
    try (Tool mqctl = new Tool()) {
      Path file = mqctl.state().resolve("demo.yaml");
      Path disk = mqctl.state().resolve("disk");
      Files.writeString(
          file,
          "nodes:\n  - {heap: 200m}\n  - {data: "
              + disk
              + "}\n  - {}\n"
              + "timing: {electionMinMillis: 400, electionMaxMillis: 700}\n"
              + "jvm_options: [-Dmq.test=1]\n");
      mqctl.run("cluster up --name demo -f " + file).done();
      mqctl.run("cluster add").done();
      mqctl.run("cluster remove n3").done();
      final List<String> urls = mqctl.clientUrls("demo");

      String exported = mqctl.run("cluster export").done() + "\n";
      assertTrue(exported.contains("n4 becomes n3"), exported);
      assertTrue(exported.contains("data: " + disk), exported);
      Files.writeString(file, exported);
      mqctl.run("cluster down --purge").done();
      assertFalse(Files.exists(disk));
      mqctl.run("cluster up --name again -f " + file).done();

      assertEquals(List.of("n1", "n2", "n3"), mqctl.nodes("again"));
      assertEquals(urls, mqctl.clientUrls("again"));
      assertTrue(Files.isDirectory(disk), "the data is where it was");
      assertEquals(
          facts(exported).replace("name: demo", "name: again"),
          facts(mqctl.run("cluster export").done()));
      mqctl.run("topic create t").done();
    }
  }

  /** Without the remarks. */
  private static String facts(String exported) {
    return exported.lines().filter(line -> !line.startsWith("#")).collect(Collectors.joining("\n"));
  }

  @Test
  void a_dry_run_tells_what_up_then_starts() throws Exception {
    try (Tool mqctl = new Tool()) {
      Path file = Tool.root().resolve("examples/clusters/figure7.yaml");
      String planned = mqctl.run("cluster up --dry-run -f " + file).done();
      assertTrue(planned.contains("term 7, entries of terms 1 1 1 4 4 5 5 6 6 6"), planned);
      assertFalse(Files.exists(mqctl.state().resolve("mqctl")), "nothing was made");

      mqctl.run("cluster up -n 3 --name demo").done();
      final List<Long> pids = mqctl.pids("demo");
      mqctl.run("kill n3").done();
      Ended again = mqctl.run("cluster up --name demo --dry-run");

      assertTrue(again.done().contains("running, pid " + pids.getFirst()), again.toString());
      assertTrue(again.err().contains("Cluster demo exists; n3 would be started."), again.err());
      assertFalse(again.out().contains(mqctl.written("demo").text("secret")), "no secrets");
      String command = again.out().lines().reduce((_, last) -> last).orElseThrow();
      mqctl.run("cluster up --name demo").done();
      String running =
          ProcessHandle.of(mqctl.pids("demo").getLast()).orElseThrow().info().commandLine().get();
      String arguments = command.substring(command.indexOf(" /", command.indexOf("mqnode/bin")));
      assertTrue(running.endsWith(arguments), running + "\n" + arguments);
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
