package io.mq.node.sim.command;

import io.mq.node.sim.Assembly;
import io.mq.node.sim.Counters;
import io.mq.node.sim.Explorer;
import io.mq.node.sim.FaultKind;
import io.mq.node.sim.InvariantBroken;
import io.mq.node.sim.Profile;
import io.mq.node.sim.Shrinker;
import io.mq.node.sim.SimOptions;
import io.mq.node.sim.SimResult;
import io.mq.node.sim.Simulation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mqnode simulate}. */
@Command(
    name = "mqnode simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs whole clusters in simulated time, with faults drawn from a seed, and checks Raft's and"
          + " the queue's promises after every step.",
      "The same seed gives the same run, to the byte."
    },
    footer = {"", "Exit codes: 0 clean, 1 failed, 2 wrong usage, 4 a promise was broken."})
public final class SimulateCommand implements Callable<Integer> {

  private static final int VIOLATION = 4;
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(1);

  @Spec private CommandSpec spec;

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      converter = SeedRange.Converter.class,
      description = "The seeds to run (default: 1..100).")
  private SeedRange seeds;

  @Option(names = "--seed", paramLabel = "N", description = "One seed.")
  private Long seed;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "The size of the cluster, 3 to 7 (default: each seed draws it).")
  private int nodes;

  @Option(
      names = "--ticks",
      paramLabel = "N",
      description = "How long faults strike, in ticks of 10 ms (default: ${DEFAULT-VALUE}).",
      defaultValue = "6000")
  private long ticks;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      converter = Names.OfProfile.class,
      description =
          "default, calm, network, disk, crash, clock or churn (default: ${DEFAULT-VALUE}).",
      defaultValue = "default")
  private Profile profile;

  @Option(
      names = "--without",
      paramLabel = "KIND",
      split = ",",
      converter = Names.OfFaultKind.class,
      description = "Leave out kinds of faults, such as bit-rot,power-loss.")
  private List<FaultKind> without = new ArrayList<>();

  @Option(names = "--trace", description = "Print a line for each thing that happens.")
  private boolean trace;

  @Option(
      names = "--explore",
      paramLabel = "DEPTH",
      description =
          "Instead, visit every state that three Raft cores can reach within DEPTH steps.")
  private int explore;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many seeds run at once (default: ${DEFAULT-VALUE}).",
      defaultValue = "2")
  private int threads;

  private long lastProgressNanos = System.nanoTime();

  @Override
  public Integer call() throws InterruptedException {
    checkUsage();
    PrintWriter out = spec.commandLine().getOut();
    if (explore > 0) {
      return explore(out);
    }
    SeedRange range = seeds != null ? seeds : new SeedRange(1, 100);
    if (seed != null) {
      range = new SeedRange(seed, seed);
    }
    long began = System.nanoTime();
    long count = range.count();
    SeedRunner runner =
        new SeedRunner(number -> run(options(number), out), sofar -> progress(sofar, count));
    runner.run(range, trace ? 1 : (int) Math.min(threads, count));
    double seconds = (System.nanoTime() - began) / 1e9;
    summary(out, runner.counters());
    if (!trace) {
      out.printf(Locale.ROOT, "%.1f seeds/s%n", runner.counters().seeds() / seconds);
    }
    if (runner.failed().isPresent()) {
      report(out, runner.failed().get());
    }
    out.flush();
    return runner.failed().isPresent() ? VIOLATION : 0;
  }

  private int explore(PrintWriter out) {
    Explorer.Report report = new Explorer(Assembly.SOUND).explore(explore, Long.MAX_VALUE);
    out.println(report.states() + " states explored, complete up to depth " + report.depth());
    report.broken().ifPresent(broken -> out.println("VIOLATION " + broken));
    out.flush();
    return report.broken().isPresent() ? VIOLATION : 0;
  }

  private void checkUsage() {
    if (explore < 0) {
      throw usage("--explore is 1 or more; got " + explore);
    }
    if (seeds != null && seed != null) {
      throw usage("give --seed or --seeds, not both");
    }
    if (nodes != 0 && (nodes < 3 || nodes > 7)) {
      throw usage("--nodes is 3 to 7; got " + nodes);
    }
    if (ticks < 1 || ticks > 10_000_000) {
      throw usage("--ticks is 1 to 10000000; got " + ticks);
    }
    if (threads < 1 || threads > 256) {
      throw usage("--threads is 1 to 256; got " + threads);
    }
  }

  private ParameterException usage(String sentence) {
    return new ParameterException(spec.commandLine(), sentence);
  }

  private SimOptions options(long number) {
    SimOptions options = SimOptions.draw(number, profile, nodes, ticks * TICK_NANOS);
    for (FaultKind kind : without) {
      options = options.without(kind);
    }
    return options;
  }

  private SimResult run(SimOptions options, PrintWriter out) {
    if (trace) {
      out.println("# " + options.describe());
      return Simulation.trace(options, Assembly.SOUND, out::println);
    }
    return Simulation.run(options);
  }

  private void progress(Counters sofar, long count) {
    long now = System.nanoTime();
    if (!trace && now - lastProgressNanos >= PROGRESS_NANOS) {
      lastProgressNanos = now;
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          sofar.seeds()
              + " of "
              + count
              + " seeds, "
              + sofar.elections()
              + " elections, "
              + sofar.crashes()
              + " crashes");
      err.flush();
    }
  }

  private void summary(PrintWriter out, Counters counters) {
    out.printf(
        Locale.ROOT,
        "%d seeds of profile %s, %.2f simulated hours, %d events%n",
        counters.seeds(),
        profile.describe(),
        counters.simulatedNanos() / 3.6e12,
        counters.steps());
    out.printf(
        "%d elections, %d committed entries, %d operations, %d crashes%n",
        counters.elections(),
        counters.committedEntries(),
        counters.operations(),
        counters.crashes());
    out.printf(
        "%d snapshots taken, %d installed%n", counters.snapshots(), counters.installations());
    List<String> faults = new ArrayList<>();
    long total = 0;
    for (FaultKind kind : FaultKind.values()) {
      long count = counters.faults(kind);
      total += count;
      if (count > 0) {
        faults.add(kind.describe() + " " + count);
      }
    }
    out.println(total + " faults" + (total == 0 ? "" : ": " + String.join(", ", faults)));
  }

  private void report(PrintWriter out, SimResult failed) {
    InvariantBroken broken = failed.broken().orElseThrow();
    out.println();
    out.println("VIOLATION " + broken.getMessage());
    out.printf(
        Locale.ROOT,
        "  at step %d, %.6f s, of %s%n",
        failed.step(),
        failed.atNanos() / 1e9,
        failed.options().describe());
    out.println("  replay: " + replay(failed.options()));
    out.flush();
    if (trace) {
      return;
    }
    SimResult simplest = new Shrinker(Simulation::run).shrink(failed);
    out.printf(
        Locale.ROOT,
        "  simplest: %s, step %d: %s%n",
        simplest.options().describe(),
        simplest.step(),
        simplest.broken().orElseThrow().getMessage());
    out.println("  replay: " + replay(simplest.options()));
  }

  /** The command that runs exactly this again. */
  private String replay(SimOptions options) {
    StringBuilder text = new StringBuilder("mqnode simulate --seed ").append(options.seed());
    text.append(" --profile ").append(options.profile().describe());
    text.append(" --nodes ").append(options.nodes());
    text.append(" --ticks ").append(options.durationNanos() / TICK_NANOS);
    List<String> left = new ArrayList<>();
    SimOptions drawn =
        SimOptions.draw(options.seed(), options.profile(), nodes, options.durationNanos());
    for (FaultKind kind : drawn.faults()) {
      if (!options.has(kind)) {
        left.add(kind.describe());
      }
    }
    if (!left.isEmpty()) {
      text.append(" --without ").append(String.join(",", left));
    }
    return text.append(" --trace").toString();
  }
}
