package io.mq.ctl.cli;

import io.mq.ctl.chaos.ChaosRun;
import io.mq.ctl.chaos.ChaosSettings;
import io.mq.ctl.chaos.RunSpec;
import io.mq.ctl.chaos.Schedule;
import io.mq.ctl.chaos.Subject;
import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.report.Report;
import io.mq.shared.config.ClusterFile;
import io.mq.shared.config.ClusterFileReader;
import io.mq.shared.config.ConfigException;
import java.io.IOException;
import java.util.Optional;

/** Runs on the cluster that is meant, or on one that is started for the run and removed after. */
final class ChaosLauncher {

  private static final long UP_TIMEOUT_MILLIS = 120_000;
  private static final long DOWN_PATIENCE_MILLIS = 5_000;

  private final Verb verb;
  private final RunSpec spec;
  private final ChaosSettings settings;

  ChaosLauncher(Verb verb, RunSpec spec, ChaosSettings settings) {
    this.verb = verb;
    this.spec = spec;
    this.settings = settings;
  }

  /** Makes the schedule of a run. */
  interface Planner {
    Schedule plan(Subject subject) throws ConfigException;
  }

  /** One run. */
  ChaosRun.Result run(long seed, Planner planner) throws IOException, ConfigException {
    Optional<ClusterFile> own = own();
    if (own.isEmpty()) {
      return runOn(verb.cluster().folder().name(), planner);
    }
    String name = "chaos-" + ProcessHandle.current().pid() + "-" + seed;
    try {
      verb.note("Starting a cluster of " + own.get().nodes().size() + " nodes for this run.");
      verb.context().clusters().up(name, own, UP_TIMEOUT_MILLIS, verb.progress());
      return runOn(name, planner);
    } finally {
      // An interrupt has been dealt with; it must not keep the nodes from being stopped.
      boolean interrupted = Thread.interrupted();
      if (open(name).folder().load().isPresent()) {
        open(name).down(true, DOWN_PATIENCE_MILLIS, verb.progress());
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private Optional<ClusterFile> own() throws ConfigException {
    if (spec.file().isPresent()) {
      return Optional.of(new ClusterFileReader(verb::warn).read(spec.file().get()));
    }
    return spec.nodes().map(ClusterFile::ofSize);
  }

  private Cluster open(String name) {
    return verb.context().clusters().open(verb.context().clusters().home().folder(name));
  }

  private ChaosRun.Result runOn(String name, Planner planner) throws IOException, ConfigException {
    Schedule schedule = planner.plan(Subject.of(open(name).state()));
    ChaosRun run = new ChaosRun(() -> open(name), settings, verb::note);
    ChaosRun.Result result = run.run(schedule, spec);
    Report.write(result.folder());
    return result;
  }
}
