package io.mq.node.raft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Looks for a test of the core alone that notices a planted bug. */
public final class MutantHunt {

  private static final int SEEDS = 3000;

  private MutantHunt() {}

  /** What noticed broken rules: a transcript by its name, or a random schedule. */
  public static Optional<String> caughtBy(Rules rules) throws IOException {
    Optional<String> transcript = transcriptThatNotices(rules);
    return transcript.isPresent() ? transcript : scheduleThatNotices(rules);
  }

  private static Optional<String> transcriptThatNotices(Rules rules) throws IOException {
    for (Path file : TranscriptTest.files()) {
      String expected = Files.readString(file);
      Optional<String> name = Optional.of("transcript " + file.getFileName());
      try {
        if (!TranscriptTest.replay(expected, rules).equals(expected)) {
          return name;
        }
      } catch (RuntimeException | AssertionError noticed) {
        return name;
      }
    }
    return Optional.empty();
  }

  private static Optional<String> scheduleThatNotices(Rules rules) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        new RandomSchedule(seed, rules).play();
      } catch (RuntimeException | AssertionError noticed) {
        return Optional.of("schedule " + seed);
      }
    }
    return Optional.empty();
  }
}
