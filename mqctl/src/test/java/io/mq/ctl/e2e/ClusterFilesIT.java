package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.e2e.Tool.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Several clusters, their files and plans, on real processes. */
class ClusterFilesIT {

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
}
