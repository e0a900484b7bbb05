package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.e2e.Tool.Ended;
import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the tool tells about a cluster in trouble, and about itself: on real nodes. */
@Timeout(180)
class InsightIT {

  @Test
  void faults_are_reported_as_events_explained_and_lifted() throws Exception {
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 3").done();
      mqctl.run("topic create t").done();
      mqctl.run("put t one").done();

      String old = mqctl.run("select leader").done();
      mqctl.run("", "partition", "leader | rest").done();
      mqctl.run("wait leader 20s").done();
      String explained = mqctl.run("explain").done();
      assertTrue(explained.contains(old + " has fault f1: block both"), explained);
      mqctl.run("put t two").done();
      mqctl.run("heal").done();
      assertEquals("[]", mqctl.run("fault list -o json").done());

      String events = mqctl.run("events").done();
      assertTrue(events.contains("fault f1 on: block"), events);
      assertTrue(events.contains("fault f1 off: lifted"), events);
      String elected = mqctl.run("events --type role -o json -n 1000").done();
      assertTrue(elected.contains("\"role\":\"LEADER\""), elected);

      mqctl.run("pause followers").done();
      Ended hopeless = mqctl.run("explain");
      assertEquals(3, hopeless.status(), hopeless.toString());
      assertTrue(
          hopeless.out().startsWith("No leader is possible: a majority is 2 of 3 voters, and 1"),
          hopeless.toString());
      mqctl.run("resume all").done();
      mqctl.run("restart all").done();
      mqctl.run("wait leader 20s").done();
      assertEquals("one\ntwo", mqctl.run("get t -n 10").done());
    }
  }

  @Test
  void up_starts_only_what_is_down() throws Exception {
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 3 --name again").done();
      List<Long> before = mqctl.pids("again");
      mqctl.run("kill n2").done();
      mqctl.run("cluster up --name again").done();
      List<Long> after = mqctl.pids("again");
      assertEquals(before.getFirst(), after.getFirst());
      assertNotEquals(before.get(1), after.get(1));
      assertEquals(before.getLast(), after.getLast());
    }
  }

  @Test
  void a_wrong_expectation_stops_the_script_and_names_its_line(@TempDir Path folder)
      throws Exception {
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 1").done();
      Path script = folder.resolve("wrong.mq");
      Files.writeString(script, "topic create t\nput t hello\n\nexpect bye get t\nput t more\n");
      Ended stopped = mqctl.run("", "run", script.toString());
      assertEquals(1, stopped.status(), stopped.toString());
      assertTrue(stopped.err().contains("wrong.mq:4"), stopped.toString());
      assertTrue(
          stopped.err().contains("bye") && stopped.err().contains("hello"), stopped.toString());
      assertEquals(1, mqctl.run("get t").status(), "the rest of the script was carried out");
    }
  }

  @Test
  void a_bench_reports_what_was_done_without_its_warm_up() throws Exception {
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 3").done();
      Ended put = mqctl.run("bench put -c 8 -d 2s --warmup 500ms --topic b -o json");
      JsonObject result = Json.parse(put.done());
      assertEquals("put", result.text("operation"));
      assertTrue(result.number("requests") > 0, put.toString());
      assertEquals(0, result.number("refused") + result.number("unknown"), put.toString());
      assertTrue(result.number("p50_us") <= result.number("p99_us"), put.toString());
      assertTrue(put.err().contains("(warm-up)"), put.toString());
      long stored = Json.parse(mqctl.run("topic show b -o json").done()).number("ready");
      assertTrue(stored > result.number("messages"), stored + " stored; " + put);

      String get = mqctl.run("bench get -d 1s --warmup 0s --batch 9 --prefill 3000 -o json").done();
      assertTrue(Json.parse(get).number("messages") > 0, get);
    }
  }
}
