package io.mq.ctl.cli;

import io.mq.ctl.chaos.ChaosRun;
import io.mq.ctl.chaos.ChaosSettings;
import io.mq.ctl.chaos.FaultKinds;
import io.mq.ctl.chaos.RunSpec;
import io.mq.ctl.chaos.RunVerdict;
import io.mq.ctl.chaos.Schedule;
import io.mq.ctl.chaos.ScheduleDraw;
import io.mq.ctl.chaos.ScheduleFile;
import io.mq.ctl.chaos.Subject;
import io.mq.ctl.chaos.WorkloadPlan;
import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.config.ClusterFile;
import io.mq.shared.config.ConfigException;
import io.mq.shared.config.Durations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mqctl chaos run}: faults under load, and a verdict. */
@Command(
    name = "run",
    description = {
      "Breaks a cluster while clients use it, and proves what happened: lost, duplicated,"
          + " reordered",
      "or made-up messages, empty answers that were wrong, replicas that differ.",
      "Every run ends with all faults lifted, a recovery, a drain and a check, and leaves a folder",
      "with a report. The same seed draws the same schedule; real processes do the rest, so the",
      "same schedule need not end the same way."
    },
    footerHeading = "%nExit code: 4 for a violation, 5 if nothing is proven.%nExamples:%n",
    footer = {
      "  mqctl chaos run -n 5 --faults kill,pause,partition --duration 60s --seed 1..3",
      "  mqctl chaos run -n 5 --schedule runs/latest/schedule.yaml"
    })
final class ChaosRunCommand extends Verb {

  private static final int MOST_SEEDS = 10_000;

  @Option(
      names = "--faults",
      paramLabel = "KIND",
      split = ",",
      defaultValue = "kill,pause,partition,one-way",
      description = "Kinds of faults, or none: ${COMPLETION-CANDIDATES}.",
      completionCandidates = Kinds.class)
  List<String> faults;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      defaultValue = "5s",
      description = "From one fault to the next; 5s by default.")
  String interval;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "How long the clients work; 60s by default, or what the schedule says.")
  String duration;

  @Option(
      names = "--seed",
      paramLabel = "N|A..B",
      defaultValue = "1",
      description = "Draws the schedule; A..B makes a run for each; 1 by default.")
  String seed;

  @Option(
      names = "--schedule",
      paramLabel = "FILE",
      description = "Runs this schedule instead of drawing one.")
  Path schedule;

  @Option(
      names = {"-n", "--nodes"},
      paramLabel = "N",
      description = "Starts a cluster of its own of N nodes for each run, and removes it.")
  Integer nodes;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "The same with a cluster file.")
  Path file;

  @Option(
      names = {"-c", "--clients"},
      paramLabel = "N",
      defaultValue = "8",
      description = "How many clients; 8 by default.")
  int clients;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "400",
      description = "Operations a second of all of them; 400 by default, 0 for all they can.")
  int rate;

  @Option(
      names = "--topics",
      paramLabel = "N",
      defaultValue = "3",
      description = "How many topics; 3 by default.")
  int topics;

  @Option(
      names = "--sessions",
      paramLabel = "WHO",
      defaultValue = "half",
      description = "Which clients use sessions: all, half or none; half by default.")
  WorkloadPlan.Sessions sessions;

  @Option(
      names = "--minimum",
      paramLabel = "N",
      defaultValue = "100",
      description = "With fewer acknowledged operations, OK is UNDECIDED; 100 by default.")
  int minimum;

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      defaultValue = "runs",
      description = "Where the folders of the runs go; runs by default.")
  Path runs;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = "chaos",
      description = "In the folder's name; chaos by default.")
  String name;

  /** The words of all kinds, for help and completion. */
  static final class Kinds extends ArrayList<String> {
    Kinds() {
      super(FaultKinds.words());
    }
  }

  @Override
  ExitCode run() throws Exception {
    check();
    long[] seeds = seeds();
    WorkloadPlan workload =
        new WorkloadPlan(clients, rate, topics, sessions, WorkloadPlan.DEFAULT.timeoutMillis());
    RunSpec spec = new RunSpec(Optional.ofNullable(nodes), Optional.ofNullable(file), workload);
    ChaosSettings settings = ChaosSettings.of(name, workload, minimum, runs);
    ChaosLauncher launcher = new ChaosLauncher(this, spec, settings);
    ExitCode worst = ExitCode.OK;
    try (Interruption interruption = new Interruption()) {
      for (long each : seeds) {
        ChaosRun.Result result = launcher.run(each, subject -> planned(each, subject));
        show(result);
        worst = ChaosCheckCommand.worse(worst, exitCode(result.verdict()));
        if (interruption.came()) {
          break;
        }
      }
    }
    return worst;
  }

  private void check() {
    if (clients < 1 || clients > WorkloadPlan.MOST_CLIENTS) {
      throw ClusterException.usage(
          "-c takes 1 to " + WorkloadPlan.MOST_CLIENTS + " clients; got " + clients + ".");
    }
    if (rate < 0 || topics < 1) {
      throw ClusterException.usage("--rate takes 0 or more, --topics 1 or more.");
    }
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
      throw ClusterException.usage(
          "--name takes letters, digits, dots, dashes and underscores; got \"" + name + "\".");
    }
    if (nodes != null && file != null) {
      throw ClusterException.usage("give either -n or -f; the file says how many nodes there are.");
    }
    if (nodes != null && (nodes < 1 || nodes > ClusterFile.MAX_NODES)) {
      throw ClusterException.usage(
          "-n takes 1 to " + ClusterFile.MAX_NODES + " nodes; got " + nodes + ".");
    }
  }

  private long[] seeds() {
    String[] ends = seed.split("\\.\\.", 2);
    try {
      long first = Long.parseLong(ends[0]);
      long last = Long.parseLong(ends[ends.length - 1]);
      if (first <= last && last - first < MOST_SEEDS) {
        return LongStream.rangeClosed(first, last).toArray();
      }
    } catch (NumberFormatException e) {
      // Said below, as for a range that runs backwards.
    }
    throw ClusterException.usage(
        "--seed takes a number or a range such as 1..3; got " + seed + ".");
  }

  private Schedule planned(long each, Subject subject) throws ConfigException {
    Optional<Long> wanted =
        duration == null ? Optional.empty() : Optional.of(Durations.parseMillis(duration));
    if (schedule != null) {
      Schedule read = ScheduleFile.read(schedule);
      return wanted.map(read::lasting).orElse(read);
    }
    List<String> kinds = faults.equals(List.of("none")) ? List.of() : faults;
    long every = Durations.parseMillis(interval);
    if (every < 100) {
      throw ClusterException.usage("--interval takes 100ms or more; got " + interval + ".");
    }
    return ScheduleDraw.draw(each, kinds, subject, every, wanted.orElse(60_000L));
  }

  private void show(ChaosRun.Result result) throws IOException {
    RunVerdict verdict = result.verdict();
    if (!isTable()) {
      Map<String, Object> record = new LinkedHashMap<>();
      record.put("folder", result.folder().path().toString());
      record.putAll(verdict.asMap());
      printer().record(record);
      return;
    }
    out().println(result.folder().path() + ": " + verdict.word() + " " + verdict.reason());
    if (!isQuiet()) {
      verdict.evidence().forEach(line -> out().println("  " + line));
      verdict.counts().forEach(line -> out().println("  " + line));
      out().println("  report: " + result.folder().report());
    }
    out().flush();
  }

  private static ExitCode exitCode(RunVerdict verdict) {
    return switch (verdict.word()) {
      case OK -> ExitCode.OK;
      case VIOLATION -> ExitCode.VIOLATION;
      case UNDECIDED -> ExitCode.UNDECIDED;
    };
  }
}
