package io.mq.node.raft;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RandomScheduleTest {

  /** More with {@code -Dschedule.seeds=10000}. */
  private static final int SEEDS = Integer.getInteger("schedule.seeds", 300);

  @Test
  void every_schedule_is_safe_and_recovers() {
    long committed = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        committed += new RandomSchedule(seed, Rules.SOUND).play();
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
      }
    }
    assertTrue(committed > SEEDS * 10L, "too little was committed to mean anything: " + committed);
  }
}
