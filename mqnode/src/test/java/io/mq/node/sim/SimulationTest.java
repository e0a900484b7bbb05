package io.mq.node.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many seeds of every profile, and what makes the simulator trustworthy. */
class SimulationTest {

  private static final int SEEDS = 300;
  private static final long SHORT_NANOS = 15 * Scheduler.SECONDS;
  private static final long LONG_NANOS = 60 * Scheduler.SECONDS;

  @ParameterizedTest
  @EnumSource(Profile.class)
  void seeds_of_every_profile_break_no_promise(Profile profile) {
    Counters counters = new Counters();
    LongStream.rangeClosed(1, SEEDS)
        .parallel()
        .mapToObj(seed -> Simulation.run(SimOptions.draw(seed, profile, 0, duration(seed))))
        .forEach(
            result -> {
              if (!result.isClean()) {
                fail(result.options().describe() + ": " + result.broken().get().getMessage());
              }
              synchronized (counters) {
                counters.add(result.counters());
              }
            });
    assertTrue(counters.committedEntries() > 10_000, "hardly anything was committed");
    if (profile == Profile.DISK) {
      assertTrue(counters.repairs() > 50, "hardly any damaged disk was repaired");
    }
    for (FaultKind kind : profile.kinds()) {
      assertTrue(counters.faults(kind) > 10, kind + " hardly ever struck");
    }
  }

  private static long duration(long seed) {
    return seed % 20 == 0 ? LONG_NANOS : SHORT_NANOS;
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void the_same_seed_gives_the_same_trace(Profile profile) {
    SimOptions options = SimOptions.draw(7, profile, 0, SHORT_NANOS);
    List<String> one = new ArrayList<>();
    List<String> other = new ArrayList<>();

    SimResult traced = Simulation.trace(options, Assembly.SOUND, one::add);
    Simulation.trace(options, Assembly.SOUND, other::add);

    assertEquals(one, other);
    assertTrue(one.size() > 1_000, "only " + one.size() + " lines");
    assertEquals(traced.step(), Simulation.run(options).step(), "tracing changes the run");
  }

  @ParameterizedTest
  @EnumSource(
      value = Profile.class,
      names = {"CHURN", "CLOCK"})
  void traces_use_the_short_form_of_each_type(Profile profile) {
    Pattern recordInFull = Pattern.compile("\\b[A-Z]\\w+\\[");
    List<String> lines = new ArrayList<>();
    for (long seed = 1; seed <= 4; seed++) {
      Simulation.trace(SimOptions.draw(seed, profile, 0, SHORT_NANOS), Assembly.SOUND, lines::add);
    }

    assertEquals(List.of(), lines.stream().filter(recordInFull.asPredicate()).limit(5).toList());
    assertTrue(lines.stream().anyMatch(line -> line.contains("lease leases")), "nobody leases");
  }

  @Test
  void a_further_draw_in_one_component_does_not_shift_another() {
    Seeds seeds = new Seeds(7);
    long network = new Seeds(7).of("network").nextLong();

    seeds.of("disk").nextLong();
    seeds.of("disk").nextLong();

    assertEquals(network, seeds.of("network").nextLong());
    assertTrue(network != seeds.of("disk").nextLong());
    assertTrue(network != new Seeds(8).of("network").nextLong());
  }
}
