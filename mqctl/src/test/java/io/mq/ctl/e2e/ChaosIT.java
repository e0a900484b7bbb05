package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.e2e.Tool.Ended;
import io.mq.shared.json.Json;
import io.mq.shared.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chaos on real processes: sound nodes are found sound, planted bugs are found, by their names. */
class ChaosIT {

  @TempDir Path folder;

  /**
   * A node with a bug.
   *
   * @param faults under which it shows
   * @param kinds what the verdict may call it, any of which is right
   */
  record Bug(String mutant, String faults, String interval, int seconds, List<String> kinds) {

    @Override
    public String toString() {
      return mutant;
    }
  }

  private static final Bug TWICE = new Bug("puts-twice", "none", "5s", 4, List.of("DUPLICATE"));
  private static final Bug HASTY =
      new Bug("answers-before-commit", "isolate", "2s", 14, List.of("LOST"));

  static Stream<Bug> quick() {
    return Stream.of(TWICE, HASTY);
  }

  static Stream<Bug> all() {
    return Stream.of(
        TWICE,
        HASTY,
        new Bug("takes-two", "none", "5s", 10, List.of("LOST")),
        new Bug("forgets-sessions", "kill,pause", "3s", 60, List.of("DUPLICATE")),
        new Bug("calls-unknown-done", "isolate,partition", "3s", 60, List.of("LOST")),
        new Bug("empty-when-not-leader", "kill", "5s", 20, List.of("FALSE_EMPTY", "LOST")),
        new Bug("makes-up-messages", "none", "5s", 10, List.of("PHANTOM")),
        new Bug("swaps-neighbours", "none", "5s", 10, List.of("REORDERED")),
        new Bug("fetches-ahead", "kill", "3s", 40, List.of("LOST", "REORDERED")),
        new Bug("diverges", "kill,partition", "4s", 30, List.of("STATE_DIVERGED")),
        new Bug("writes-later", "kill", "2s", 60, List.of("LOST", "DUPLICATE")));
  }

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
      List<String> kinds =
          Json.parse(Files.readString(folder.resolve("latest/verdict.json"))).texts("kinds");
      assertTrue(!Collections.disjoint(kinds, List.of("LOST", "DUPLICATE")), run.toString());
      assertTrue(run.out().contains("fault in force: "), run.toString());
    }
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
  void a_run_that_is_killed_leaves_no_fault_behind() throws Exception {
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 3").done();
      Process run =
          mqctl.begin(
              "chaos run --faults isolate,pause --interval 1s --duration 60s --runs " + folder);
      try {
        Wait.until("a fault", Duration.ofSeconds(30), () -> isBroken(mqctl));
      } finally {
        run.destroyForcibly().waitFor();
      }

      Wait.until("no fault", Duration.ofSeconds(15), () -> !isBroken(mqctl));
      mqctl.run("wait leader").done();
    }
  }

  @Test
  void a_long_fault_is_in_force_throughout_and_gone_soon_after_the_run_is_killed()
      throws Exception {
    Path schedule =
        Files.writeString(
            folder.resolve("long.yaml"),
            "duration: 60s\nfaults:\n  - {at: 500ms, kind: isolate, nodes: n2, for: 50s}\n");
    try (Tool mqctl = new Tool()) {
      mqctl.run("cluster up -n 3").done();
      Process run = mqctl.begin("chaos run --schedule " + schedule + " --runs " + folder);
      try {
        Wait.until("a fault", Duration.ofSeconds(30), () -> isBroken(mqctl));
        long longerThanALease = System.nanoTime() + Duration.ofSeconds(8).toNanos();
        while (System.nanoTime() < longerThanALease) {
          assertTrue(isBroken(mqctl), "the fault ended before its time");
        }
      } finally {
        run.destroyForcibly().waitFor();
      }

      Wait.until("no fault", Duration.ofSeconds(8), () -> !isBroken(mqctl));
    }
  }

  private static boolean isBroken(Tool mqctl) {
    try {
      return mqctl.run("fault list").out().contains("block")
          || mqctl.run("status").out().contains("paused");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("quick")
  void planted_bugs_are_found(Bug bug) throws Exception {
    find(bug);
  }

  @ParameterizedTest
  @MethodSource("all")
  @Tag("soak")
  void every_planted_bug_is_found_within_two_minutes(Bug bug) throws Exception {
    find(bug);
  }

  private void find(Bug bug) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    try (Tool mqctl = new Tool(MutantProgram.environment(folder, bug.mutant()))) {
      Ended run =
          mqctl.run(
              "chaos run -n 3 --faults "
                  + bug.faults()
                  + " --interval "
                  + bug.interval()
                  + " --duration "
                  + bug.seconds()
                  + "s --runs "
                  + folder);

      assertEquals(4, run.status(), run.toString());
      JsonObject verdict = Json.parse(Files.readString(folder.resolve("latest/verdict.json")));
      List<String> found = verdict.texts("kinds");
      System.out.printf(
          Locale.ROOT,
          "| %-22s | %-20s | %-44s | %4.0f s |%n",
          bug.mutant(),
          bug.faults(),
          String.join(" ", found),
          (System.nanoTime() - begun) / 1e9);
      assertTrue(!Collections.disjoint(found, bug.kinds()), bug + ": " + found + "\n" + run);
    }
  }
}
