package io.mq.node.raft;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every planted bug must be noticed, by a transcript or by a random schedule. */
class MutantTest {

  private static final int SEEDS = 3000;

  @TestFactory
  Stream<DynamicTest> a_core_that() {
    return Mutants.ALL.entrySet().stream()
        .map(mutant -> DynamicTest.dynamicTest(mutant.getKey(), () -> check(mutant.getValue())));
  }

  private static void check(Rules rules) throws IOException {
    assertTrue(
        aTranscriptNotices(rules) || aScheduleNotices(rules),
        "neither a transcript nor a schedule");
  }

  private static boolean aTranscriptNotices(Rules rules) throws IOException {
    for (Path file : TranscriptTest.files()) {
      String expected = Files.readString(file);
      try {
        if (!TranscriptTest.replay(expected, rules).equals(expected)) {
          return true;
        }
      } catch (RuntimeException | AssertionError noticed) {
        return true;
      }
    }
    return false;
  }

  private static boolean aScheduleNotices(Rules rules) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        new RandomSchedule(seed, rules).play();
      } catch (RuntimeException | AssertionError noticed) {
        return true;
      }
    }
    return false;
  }
}
