package io.mq.node.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.node.raft.MutantHunt;
import io.mq.node.raft.Mutants;
import io.mq.node.raft.Rules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each planted bug must be noticed: by the simulator, or, where it takes a situation that hardly
 * any seed comes to, by a test of the core alone ({@link RuleMutants#SCRIPTED} says which and why).
 * And no bug must be noticed where there is none.
 *
 * <p>{@link LessonsTest} holds the list of lessons against the bugs, and says why lesson 4 has
 * none: there are no read leases to be revoked.
 */
class MutantTest {

  private static final int SEEDS = 60;
  private static final long DURATION_NANOS = 20 * Scheduler.SECONDS;

  private record Row(String mutant, String lesson, String caughtBy, int seeds) {}

  @Test
  void every_planted_bug_is_noticed() {
    List<Callable<Row>> hunts = new ArrayList<>();
    for (Mutant mutant : mutants()) {
      Row uncaught = new Row(mutant.name(), mutant.lesson(), "", SEEDS);
      hunts.add(() -> hunt(mutant).orElse(uncaught));
    }
    for (Map.Entry<String, Rules> mutant : Mutants.ALL.entrySet()) {
      if (RuleMutants.SCRIPTED.containsKey(RuleMutants.name(mutant.getKey()))) {
        hunts.add(() -> scripted(mutant.getKey(), mutant.getValue()));
      }
    }
    List<Row> rows = hunts.parallelStream().map(MutantTest::call).toList();
    print(rows);
    assertTrue(rows.size() >= 30, "only " + rows.size() + " mutants");
    assertEquals(
        List.of(), rows.stream().filter(row -> row.caughtBy().isEmpty()).map(Row::mutant).toList());
  }

  private static Row call(Callable<Row> hunt) {
    try {
      return hunt.call();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_node_without_a_planted_bug_stays_clean_over_the_same_seeds() {
    List<SimOptions> runs = new ArrayList<>();
    for (Profile profile : Profile.values()) {
      for (long seed = 1; seed <= SEEDS; seed++) {
        runs.add(SimOptions.draw(seed, profile, 0, DURATION_NANOS));
      }
    }

    List<String> noticed =
        runs.parallelStream()
            .flatMap(options -> Stream.of(Assembly.SOUND, new WholeLog()).map(with(options)))
            .filter(result -> !result.isClean())
            .map(result -> result.options().describe() + ": " + result.broken().get().getMessage())
            .toList();

    assertEquals(List.of(), noticed);
  }

  private static Function<Assembly, SimResult> with(SimOptions options) {
    return assembly -> Simulation.run(options, assembly);
  }

  /** Sound, but for the snapshots that planted bugs are hunted without. */
  private static final class WholeLog extends Assembly {}

  @Test
  void a_failing_run_is_made_simpler_and_still_fails_in_the_same_way() {
    SimResult failed =
        firstFailure(new Mutant("", "", Profile.DEFAULT, DiskMutants.all().getFirst().assembly()));

    SimResult simplest =
        new Shrinker(
                options -> Simulation.run(options, DiskMutants.all().getFirst().assembly().get()))
            .shrink(failed);

    assertEquals(failed.broken().get().invariant(), simplest.broken().get().invariant());
    assertTrue(simplest.options().faults().size() < failed.options().faults().size());
    assertTrue(simplest.options().durationNanos() <= failed.options().durationNanos());
  }

  /** All that seeds are to find. */
  static List<Mutant> mutants() {
    List<Mutant> all = new ArrayList<>(DiskMutants.all());
    all.addAll(MessageMutants.all());
    all.addAll(RequestMutants.all());
    all.addAll(QueueMutants.all());
    all.addAll(SnapshotMutants.all());
    all.addAll(RuleMutants.all());
    return all;
  }

  private static SimResult firstFailure(Mutant mutant) {
    for (long seed = 1; seed <= SEEDS; seed++) {
      SimResult result = run(seed, mutant.profile(), mutant.assembly().get());
      if (!result.isClean()) {
        return result;
      }
    }
    throw new AssertionError("no seed fails");
  }

  private static Optional<Row> hunt(Mutant mutant) {
    for (int seed = 1; seed <= SEEDS; seed++) {
      SimResult result = run(seed, mutant.profile(), mutant.assembly().get());
      if (!result.isClean()) {
        String invariant = result.broken().get().invariant();
        return Optional.of(new Row(mutant.name(), mutant.lesson(), invariant, seed));
      }
    }
    return Optional.empty();
  }

  private static Row scripted(String key, Rules rules) throws IOException {
    String caughtBy = MutantHunt.caughtBy(rules).orElse("");
    return new Row(RuleMutants.name(key), RuleMutants.lesson(key), caughtBy, 0);
  }

  private static SimResult run(long seed, Profile profile, Assembly assembly) {
    return Simulation.run(SimOptions.draw(seed, profile, 0, DURATION_NANOS), assembly);
  }

  private static void print(List<Row> rows) {
    StringBuilder table = new StringBuilder();
    String format = "| %-52s | %-48s | %-50s | %5s |%n";
    table.append(String.format(Locale.ROOT, format, "mutant", "lesson", "caught by", "seeds"));
    for (Row row : rows) {
      table.append(
          String.format(
              Locale.ROOT, format, row.mutant(), row.lesson(), row.caughtBy(), row.seeds()));
    }
    System.out.println(table);
  }
}
