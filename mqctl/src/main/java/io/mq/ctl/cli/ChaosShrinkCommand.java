package io.mq.ctl.cli;

import io.mq.ctl.chaos.ChaosRun;
import io.mq.ctl.chaos.ChaosSettings;
import io.mq.ctl.chaos.RunFolder;
import io.mq.ctl.chaos.RunSpec;
import io.mq.ctl.chaos.RunVerdict.Word;
import io.mq.ctl.chaos.Schedule;
import io.mq.ctl.chaos.ScheduleFile;
import io.mq.ctl.chaos.Shrinking;
import io.mq.ctl.chaos.Shrinking.Smallest;
import io.mq.ctl.cluster.ClusterException;
import io.mq.shared.config.Durations;
import io.mq.shared.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mqctl chaos shrink RUN}: fewer faults that do the same. */
@Command(
    name = "shrink",
    description = {
      "Takes the schedule of a run that found a violation, leaves faults out and runs the rest,"
          + " for",
      "as long as a violation of the same kind comes. Says how often the smallest one fails; real",
      "processes give no more than that. Writes schedule-small.yaml into the folder of the run."
    },
    footerHeading = "%nExamples:%n",
    footer = {"  mqctl chaos shrink runs/latest --time 5m"})
final class ChaosShrinkCommand extends Verb {

  @Parameters(paramLabel = "RUN", description = "The folder of a run with a violation.")
  Path run;

  @Option(
      names = "--tries",
      paramLabel = "N",
      defaultValue = "2",
      description = "Runs without a violation until a smaller schedule is given up; 2 by default.")
  int tries;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "5",
      description = "Runs of the smallest schedule at the end; 5 by default.")
  int repeat;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      defaultValue = "10m",
      description = "How long to look for smaller ones; 10m by default.")
  String time;

  @Override
  ExitCode run() throws Exception {
    if (tries < 1 || repeat < 1) {
      throw ClusterException.usage("--tries and --repeat take 1 or more.");
    }
    long budgetMillis = Durations.parseMillis(time);
    RunFolder folder = RunFolder.open(run.toRealPath());
    RunSpec spec = RunSpec.read(folder);
    List<String> kinds = Json.parse(Files.readString(folder.verdict())).texts("kinds");
    if (kinds.isEmpty()) {
      throw ClusterException.usage(run + " found no violation, so there is nothing to shrink.");
    }
    Schedule failing = ScheduleFile.read(folder.schedule());
    Path runs = Files.createDirectories(folder.path().resolve("shrink"));
    ChaosSettings settings = ChaosSettings.of("shrink", spec.workload(), 1, runs);
    ChaosLauncher launcher = new ChaosLauncher(this, spec, settings);
    Smallest smallest;
    try (Interruption _ = new Interruption()) {
      Shrinking shrinking =
          new Shrinking(
              schedule -> fails(launcher, schedule, kinds), tries, budgetMillis, this::note);
      smallest = shrinking.shrink(failing, repeat);
    }
    Path small = folder.path().resolve("schedule-small.yaml");
    Files.writeString(small, ScheduleFile.write(smallest.schedule()));
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("faults_before", failing.faults().size());
    record.put("faults_left", smallest.schedule().faults().size());
    record.put("failed", smallest.failures() + " of " + smallest.runs() + " runs");
    record.put("schedule", small.toString());
    record.put("again", spec.command(small.toString()));
    printer().record(record);
    return ExitCode.OK;
  }

  private static boolean fails(ChaosLauncher launcher, Schedule schedule, List<String> kinds)
      throws Exception {
    ChaosRun.Result result = launcher.run(schedule.seed().orElse(1), _ -> schedule);
    if (Thread.interrupted()) {
      throw ClusterException.failed("interrupted; all faults were lifted");
    }
    return result.verdict().word() == Word.VIOLATION
        && !Collections.disjoint(result.verdict().kinds(), kinds);
  }
}
