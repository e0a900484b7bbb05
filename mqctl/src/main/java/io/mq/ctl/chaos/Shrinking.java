package io.mq.ctl.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Leaves faults out of a schedule for as long as runs still fail (delta debugging). Real processes
 * do not repeat themselves, so a smaller schedule gets several tries, and the answer is a rate, not
 * a proof. For one thread.
 */
public final class Shrinking {

  /** One run of a schedule. */
  public interface Trial {
    /** Whether it failed as the first one did. */
    boolean fails(Schedule schedule) throws Exception;
  }

  /**
   * What is left.
   *
   * @param failures of {@code runs} that were made of it at the end
   */
  public record Smallest(Schedule schedule, int failures, int runs) {}

  private final Trial trial;
  private final int tries;
  private final long endNanos;
  private final Consumer<String> story;

  /**
   * Tries each candidate a few times.
   *
   * @param tries until a candidate that does not fail is given up
   * @param budgetMillis after which no new candidate is tried
   */
  public Shrinking(Trial trial, int tries, long budgetMillis, Consumer<String> story) {
    this.trial = trial;
    this.tries = tries;
    this.endNanos = System.nanoTime() + budgetMillis * 1_000_000;
    this.story = story;
  }

  /** Makes it smaller, then runs what is left {@code runs} times. */
  public Smallest shrink(Schedule failing, int runs) throws Exception {
    Schedule smallest = failing;
    if (!failing.faults().isEmpty() && fails(failing.with(List.of()))) {
      smallest = failing.with(List.of());
    } else {
      for (int chunk = (failing.faults().size() + 1) / 2; chunk >= 1; chunk = next(chunk)) {
        smallest = withoutChunks(smallest, chunk);
      }
    }
    int failures = 0;
    for (int i = 0; i < runs; i++) {
      failures += trial.fails(smallest) ? 1 : 0;
    }
    return new Smallest(smallest, failures, runs);
  }

  private static int next(int chunk) {
    return chunk == 1 ? 0 : (chunk + 1) / 2;
  }

  private Schedule withoutChunks(Schedule schedule, int chunk) throws Exception {
    Schedule smallest = schedule;
    int at = 0;
    while (at < smallest.faults().size()) {
      List<PlannedFault> rest = new ArrayList<>(smallest.faults());
      rest.subList(at, Math.min(at + chunk, rest.size())).clear();
      if (!rest.isEmpty() && fails(smallest.with(rest))) {
        smallest = smallest.with(rest);
      } else {
        at += chunk;
      }
    }
    return smallest;
  }

  private static String count(int faults) {
    return faults == 1 ? "1 fault" : faults + " faults";
  }

  private boolean fails(Schedule candidate) throws Exception {
    for (int i = 0; i < tries; i++) {
      if (System.nanoTime() >= endNanos) {
        return false;
      }
      boolean failed = trial.fails(candidate);
      story.accept(
          count(candidate.faults().size()) + ": " + (failed ? "still fails" : "did not fail"));
      if (failed) {
        return true;
      }
    }
    return false;
  }
}
