package io.mq.node.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bugs of the node that the simulator has found, each with a seed that fails when the bug is put
 * back. A change to what seeds draw can take that away from a seed: then put the bug back and look
 * for another. Bugs that few seeds show have a test of their own as well, named behind the seed.
 *
 * <p>Not here, because no seed shows them soon, but found in the same way: two unfinished snapshots
 * of one index shared a file (SnapshotStoreTest), and a voter that an uncommitted change removes
 * did not campaign though nobody else could win (transcript membership-uncommitted-removal).
 */
class FoundBugsTest {

  @ParameterizedTest(name = "{0} {1}: {3}")
  @CsvSource({
    "NETWORK, 1, 30, an answer in a later term vouched for reads asked for in an earlier one:"
        + " transcript read-round-of-earlier-term",
    "NETWORK, 12, 60, a refusal in a session was not remembered: a late first try took effect",
    "DISK, 40, 20, what a crash left of a log begun anew kept the node from starting: DamageTest",
    "DEFAULT, 707, 60, a rotten mark left entries that follow on nothing, and no start: DamageTest",
    "DISK, 2205, 60, damage seen once hid a log begun anew behind the old one: DamageTest"
  })
  void a_seed_that_found_a_bug_stays_clean(
      Profile profile, long seed, long seconds, String whatWasWrong) {
    SimResult result =
        Simulation.run(SimOptions.draw(seed, profile, 0, seconds * Scheduler.SECONDS));

    assertEquals("", result.broken().map(Throwable::getMessage).orElse(""), whatWasWrong);
  }
}
