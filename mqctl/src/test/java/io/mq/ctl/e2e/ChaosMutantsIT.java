package io.mq.ctl.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.ctl.e2e.Tool.Ended;
import io.mq.shared.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chaos on nodes with planted bugs, as real processes: each is found, by its name. */
class ChaosMutantsIT {

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
        new Bug("reads-unconfirmed", "stale-leader", "3s", 60, List.of("FALSE_EMPTY")),
        new Bug("votes-for-any-log", "stale-candidate", "3s", 40, List.of("LOST", "DUPLICATE")),
        new Bug("writes-later", "kill", "2s", 60, List.of("LOST", "DUPLICATE")));
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
      List<String> found =
          Json.parse(Files.readString(folder.resolve("latest/verdict.json"))).texts("kinds");
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
