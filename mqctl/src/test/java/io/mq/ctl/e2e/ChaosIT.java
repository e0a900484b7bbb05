package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.e2e.Tool.Ended;
import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Chaos on real processes: sound nodes are found sound, and others convicted. */
class ChaosIT {

  @TempDir Path folder;

  @Test
  void sound_nodes_under_kills_pauses_and_partitions_are_found_sound() throws Exception {
    try (Tool mqctl = new Tool()) {
      Ended run =
          mqctl.run(
              "chaos run -n 3 --faults kill,pause,partition --interval 3s --duration 10s --runs "
                  + folder);

      assertEquals(0, run.status(), run.toString());
      assertTrue(run.out().contains(": OK "), run.toString());
      Path latest = folder.resolve("latest");
      for (String file :
          List.of(
              "history.jsonl", "schedule.yaml", "events.jsonl", "verdict.json", "report.html")) {
        assertTrue(Files.size(latest.resolve(file)) > 0, file);
      }
      assertTrue(Files.size(latest.resolve("logs/n1.log")) > 0);
      assertEquals(0, mqctl.run("chaos check " + latest.resolve("history.jsonl")).status());
    }
  }

  @Test
  void a_naive_program_of_another_make_is_convicted_within_a_minute() throws Exception {
    try (Tool mqctl = new Tool()) {
      Ended run =
          mqctl.run(
              "chaos run -f "
                  + Tool.root().resolve("examples/programs/naive.yaml")
                  + " --faults kill,partition --interval 4s --duration 20s --runs "
                  + folder);

      assertEquals(4, run.status(), run.toString());
      List<String> kinds = verdict().texts("kinds");
      assertTrue(!Collections.disjoint(kinds, List.of("LOST", "DUPLICATE")), run.toString());
      assertTrue(run.out().contains("fault in force: "), run.toString());
    }
  }

  @Test
  void disks_are_lost_and_members_come_and_go_and_the_cluster_keeps_its_promises()
      throws Exception {
    Path schedule =
        schedule(
            """
            duration: 32s
            faults:
              - {at: 1s, kind: wipe, nodes: n2, for: 500ms}
              - {at: 2s, kind: restart, nodes: n2}
              - {at: 3s, kind: membership, change: remove, nodes: leader, for: 500ms}
              - {at: 4s, kind: membership, change: add, for: 500ms}
            """);
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 3").done();

      Ended run = mqctl.run("chaos run --rate 100 --schedule " + schedule + " --runs " + folder);

      assertEquals(0, run.status(), run.toString());
      JsonObject effective = verdict().object("faults");
      assertEquals(1, effective.number("wipe"), run.toString());
      assertEquals(1, effective.number("restart"), run.toString());
      assertTrue(effective.number("membership") >= 1, run.toString());
      assertEquals(3, mqctl.nodes("default").size());
      assertTrue(Collections.disjoint(mqctl.nodes("default"), List.of("n2")), run.toString());
      List<JsonObject> faults = faults();
      assertTrue(
          faults.stream().noneMatch(f -> said(f, "f", "restart") && said(f, "node", "n2")),
          "n2 is gone, and another was restarted in its place: " + faults);
      assertTrue(
          events().stream().anyMatch(e -> e.has("role") && said(e, "node", "n4")),
          "the node that came in place of n2 was listened to");
      assertTrue(Files.exists(folder.resolve("latest/logs/n2.log")), "n2's log is kept");
      assertTrue(Files.size(folder.resolve("latest/logs/n4.log")) > 0);
    }
  }

  @Test
  void clients_of_any_program_can_be_many_and_can_be_impatient() throws Exception {
    Path schedule =
        schedule(
            """
            duration: 6s
            faults:
              - {at: 1s, kind: load, nodes: all, clients: 4, for: 1s}
              - {at: 3s, kind: client-timeout, nodes: all, timeoutMillis: 1, for: 1s}
            """);
    try (Tool mqctl = new Tool()) {
      Ended run =
          mqctl.run(
              "chaos run -f "
                  + Tool.root().resolve("examples/programs/naive.yaml")
                  + " --schedule "
                  + schedule
                  + " --runs "
                  + folder);

      assertEquals(
          "{\"load\":1,\"client-timeout\":1}",
          Json.write(verdict().object("faults").fields()),
          run.toString());
      List<JsonObject> history = lines("latest/history.jsonl");
      assertTrue(history.stream().anyMatch(event -> said(event, "process", "x4")), run.toString());
      assertTrue(
          history.stream().anyMatch(event -> said(event, "type", "info") && event.has("topic")),
          "operations that were given up are of unknown outcome");
      assertTrue(run.out().contains("1 load, 1 client-timeout"), run.toString());
    }
  }

  @Test
  void faults_wait_for_the_states_of_the_cluster_that_they_are_meant_for() throws Exception {
    Path schedule =
        schedule(
            """
            duration: 12s
            faults:
              - {when: leader and elections < 1, kind: transfer, nodes: leader}
              - {when: after elections(1), kind: isolate, nodes: n3, for: 4s}
              - {when: lag(n3) > 20 and not leader(n3), kind: delay, nodes: n3, delayMillis: 5,
                 for: 500ms}
              - {when: term > 1000, kind: kill, nodes: all}
            """);
    try (Tool mqctl = new Tool()) {
      Ended run =
          mqctl.run("chaos run -n 3 --rate 100 --schedule " + schedule + " --runs " + folder);

      assertEquals(0, run.status(), run.toString());
      assertEquals(
          "{\"transfer\":1,\"isolate\":1,\"delay\":1,\"kill\":0}",
          Json.write(verdict().object("faults").fields()));
      assertEquals(
          List.of("transfer", "isolate", "delay"),
          faults().stream().map(f -> f.fields().get("f")).distinct().toList());
      assertTrue(
          Files.readString(folder.resolve("latest/schedule.yaml"))
              .contains("when: \"lag(n3) > 20 and not leader(n3)\""));
    }
  }

  @Test
  void a_run_that_found_something_is_shrunk_to_the_faults_that_it_takes() throws Exception {
    Path schedule =
        schedule(
            """
            seed: 5
            duration: 6s
            faults:
              - {at: 300ms, kind: delay, nodes: n2, delayMillis: 5, for: 500ms}
              - {at: 1s, kind: partition, nodes: n1 | n2 n3, for: 3s}
              - {at: 4500ms, kind: kill, nodes: n1, for: 1s}
            """);
    try (Tool mqctl = new Tool()) {
      Ended run =
          mqctl.run(
              "chaos run -f "
                  + Tool.root().resolve("examples/programs/naive.yaml")
                  + " --schedule "
                  + schedule
                  + " --runs "
                  + folder);
      assertEquals(4, run.status(), run.toString());

      Ended shrunk =
          mqctl.run("-o json chaos shrink " + folder.resolve("latest") + " --tries 2 --repeat 1");

      JsonObject answer = Json.parse(shrunk.done());
      assertEquals(3, answer.number("faults_before"), shrunk.toString());
      assertTrue(answer.number("faults_left") < 3, shrunk.toString());
      assertTrue(answer.text("failed").matches("[01] of 1 runs"), shrunk.toString());
      Path small = Path.of(answer.text("schedule"));
      assertTrue(answer.text("again").endsWith(" --schedule " + small), shrunk.toString());
      assertFalse(Files.readString(small).contains("kind: delay"), Files.readString(small));
    }
  }

  private Path schedule(String text) throws IOException {
    return Files.writeString(folder.resolve("planned.yaml"), text);
  }

  private JsonObject verdict() throws IOException {
    return Json.parse(Files.readString(folder.resolve("latest/verdict.json")));
  }

  private List<JsonObject> events() throws IOException {
    return lines("latest/events.jsonl");
  }

  /** The beginnings and ends of faults in the history. */
  private List<JsonObject> faults() throws IOException {
    return lines("latest/history.jsonl").stream()
        .filter(event -> said(event, "process", "nemesis"))
        .toList();
  }

  private List<JsonObject> lines(String file) throws IOException {
    List<JsonObject> objects = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(file))) {
      objects.add(Json.parse(line));
    }
    return objects;
  }

  private static boolean said(JsonObject event, String field, String value) {
    return value.equals(event.fields().get(field));
  }

  @Test
  void only_mqnode_can_be_asked_to_break_itself() throws Exception {
    try (Tool mqctl = new Tool()) {
      Ended run =
          mqctl.run(
              "chaos run -f "
                  + Tool.root().resolve("examples/programs/naive.yaml")
                  + " --faults disk-slow --runs "
                  + folder);

      assertEquals(2, run.status(), run.toString());
      assertTrue(run.err().contains("only mqnode can do to itself"), run.toString());
    }
  }

  @Test
  void a_long_fault_is_in_force_throughout_and_gone_soon_after_the_run_is_killed()
      throws Exception {
    Path schedule =
        schedule(
            """
            duration: 60s
            faults:
              - {at: 500ms, kind: isolate, nodes: n2, for: 50s}
              - {at: 600ms, kind: pause, nodes: n3, for: 50s}
            """);
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 3").done();
      Process run =
          mqctl.begin("chaos run --rate 100 --schedule " + schedule + " --runs " + folder);
      try {
        Wait.until("both faults", Duration.ofSeconds(30), () -> isCut(mqctl) && isPaused(mqctl));
        long longerThanALease = System.nanoTime() + Duration.ofSeconds(8).toNanos();
        while (System.nanoTime() < longerThanALease) {
          assertFalse(hasEnded(mqctl), "a fault ended before its time");
        }
        Wait.until(
            "both faults still", Duration.ofSeconds(5), () -> isCut(mqctl) && isPaused(mqctl));
      } finally {
        run.destroyForcibly().waitFor();
      }

      Wait.until("no fault", Duration.ofSeconds(15), () -> !isCut(mqctl) && !isPaused(mqctl));
      mqctl.run("wait leader").done();
    }
  }

  /** Whether a node says so: one that is too busy to answer in time says nothing. */
  private static boolean hasEnded(Tool mqctl) throws Exception {
    Ended faults = mqctl.run("fault list");
    boolean allSay = !faults.err().matches("(?s).*n[12] does not say.*");
    boolean cutHasEnded = allSay && !faults.out().contains("block");
    return cutHasEnded || !isPaused(mqctl);
  }

  private static boolean isCut(Tool mqctl) {
    return said(mqctl, "fault list").contains("block");
  }

  private static boolean isPaused(Tool mqctl) {
    return said(mqctl, "status").contains("paused");
  }

  private static String said(Tool mqctl, String words) {
    try {
      return mqctl.run(words).out();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
