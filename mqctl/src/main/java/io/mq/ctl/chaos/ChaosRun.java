package io.mq.ctl.chaos;

import io.mq.ctl.cluster.Cluster;
import io.mq.ctl.cluster.ClusterException;
import io.mq.ctl.cluster.NodeRecord;
import io.mq.shared.client.Outcome;
import io.mq.shared.history.HistoryHeader;
import io.mq.shared.history.HistoryRecorder;
import io.mq.shared.history.HistoryWriter;
import io.mq.shared.id.NodeId;
import io.mq.shared.json.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One run: clients work, faults come and go, everything is lifted, the cluster recovers, the topics
 * are drained, the history is judged. When told to stop (an interrupt) it skips to the lifting. One
 * thread calls; the run has its own.
 */
public final class ChaosRun {

  private static final long PROGRESS_MILLIS = 2_000;

  /** How long to try to drain a cluster that has not recovered. */
  private static final long HOPELESS = 15_000;

  /** Hears how a run is going; called from several threads. */
  public interface Story {
    /** A line about something that happened. */
    void tell(String line);
  }

  /** What a run leaves and proves. */
  public record Result(RunFolder folder, RunVerdict verdict) {}

  private final Supplier<Cluster> clusters;
  private final ChaosSettings settings;
  private final Story story;

  /**
   * Runs on one cluster.
   *
   * @param clusters opens it once more, for each thread that needs it
   */
  public ChaosRun(Supplier<Cluster> clusters, ChaosSettings settings, Story story) {
    this.clusters = clusters;
    this.settings = settings;
    this.story = story;
  }

  /**
   * Runs a schedule.
   *
   * @param spec says how to repeat the run; it is written down in its folder
   * @throws IOException if the folder cannot be written
   */
  public Result run(Schedule schedule, RunSpec spec) throws IOException {
    Cluster cluster = clusters.get();
    if (cluster.state().program().isPresent()) {
      FaultKinds.mustSuitAnyProgram(schedule);
    }
    long seed = schedule.seed().orElse(1);
    RunFolder folder =
        RunFolder.create(
            settings.runs(), settings.name(), seed, LocalDateTime.now(ZoneId.systemDefault()));
    Files.writeString(folder.schedule(), ScheduleFile.write(schedule));
    Map<NodeId, Long> logSizes = new TreeMap<>();
    for (NodeRecord node : cluster.state().nodes()) {
      logSizes.put(node.id(), cluster.log(node.id()).size());
    }
    RunFacts facts;
    RunClock clock = RunClock.startNow();
    HistoryHeader header = HistoryHeader.ofSeed(seed);
    try (EventsFile events = new EventsFile(folder.events());
        HistoryWriter history =
            new HistoryWriter(
                new BufferedOutputStream(Files.newOutputStream(folder.history())), header);
        Monitor monitor = new Monitor(clusters.get(), clock, events)) {
      events.write(header(clock, cluster));
      HistoryRecorder recorder = new HistoryRecorder(history);
      try (Workload workload = workload(cluster, seed, clock, recorder);
          Target target = new Target(cluster, workload, new Random(seed))) {
        target.roster().onChange(workload::follow);
        facts = new Running(schedule, clock, target, monitor, recorder).run();
        folder.keepLogs(cluster, target.roster().seen(), logSizes);
      }
    }
    RunVerdict verdict = RunVerdict.judge(folder, facts, settings.minimumAcknowledged());
    Map<String, Object> written = new LinkedHashMap<>(verdict.asMap());
    written.put("run", spec.asMap(folder.schedule().toString()));
    Files.writeString(folder.verdict(), Json.writePretty(written) + "\n");
    return new Result(folder, verdict);
  }

  private Workload workload(Cluster cluster, long seed, RunClock clock, HistoryRecorder recorder) {
    // A cluster that runs on has the topics of earlier runs; these are not among them.
    String run = Long.toString(clock.start().toEpochMilli(), Character.MAX_RADIX);
    return new Workload(
        settings.workload(),
        cluster.state().clientSettings(),
        cluster.state().nodes(),
        settings.workload().topicNames(run),
        seed,
        clock,
        recorder);
  }

  private static Map<String, Object> header(RunClock clock, Cluster cluster) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("events", 1);
    header.put("started", clock.start().toString());
    header.put("cluster", cluster.folder().name());
    header.put(
        "nodes", cluster.state().nodes().stream().map(node -> node.id().toString()).toList());
    return header;
  }

  /** The parts of one run that is going on. */
  private final class Running {

    private final Schedule schedule;
    private final RunClock clock;
    private final Target target;
    private final Monitor monitor;
    private final HistoryRecorder recorder;
    private final Workload workload;
    private Optional<Recovery> recovery = Optional.empty();
    private Optional<Drain> drain = Optional.empty();
    private Optional<String> stopped = Optional.empty();

    Running(
        Schedule schedule,
        RunClock clock,
        Target target,
        Monitor monitor,
        HistoryRecorder recorder) {
      this.schedule = schedule;
      this.clock = clock;
      this.target = target;
      this.monitor = monitor;
      this.recorder = recorder;
      this.workload = target.workload();
    }

    RunFacts run() {
      Nemesis nemesis =
          new Nemesis(
              schedule,
              target,
              clock,
              recorder,
              trigger -> trigger.holds(monitor.facts()),
              this::tell);
      try {
        work(nemesis);
      } finally {
        // Whatever has happened, and however often it is interrupted.
        tell("lifting all faults");
        nemesis.liftAll();
        Recovery.heal(target);
      }
      if (stopped.isEmpty()) {
        settle();
      }
      monitor.close();
      monitor.look();
      return new RunFacts(
          schedule,
          nemesis.records(),
          monitor.findings(),
          monitor.compared(),
          recovery,
          drain,
          stopped);
    }

    private void work(Nemesis nemesis) {
      Thread progress = Thread.ofVirtual().name("progress").unstarted(this::report);
      try {
        monitor.start();
        createTopics();
        progress.start();
        workload.start();
        nemesis.run();
        workload.stop();
      } catch (InterruptedException e) {
        stop("it was interrupted; all faults were lifted");
        workload.close();
      } finally {
        progress.interrupt();
      }
    }

    private void settle() {
      try {
        Recovery came = Recovery.await(target, target.cluster()::survey, settings.recoveryMillis());
        recovery = Optional.of(came);
        tell(came.recovered() ? "recovered; draining" : "not recovered: " + came.trouble());
        long patience =
            came.recovered() ? settings.drainMillis() : Math.min(HOPELESS, settings.drainMillis());
        drain = Optional.of(Drain.run(workload, workload.topics(), patience));
      } catch (InterruptedException e) {
        stop("it was interrupted after the faults were lifted");
      }
    }

    private void stop(String why) {
      stopped = stopped.or(() -> Optional.of(why));
    }

    private void createTopics() {
      RecordedClient client = workload.client("setup", true, 0);
      for (String topic : workload.topics()) {
        Outcome<Boolean> created = client.createTopic(topic);
        if (!(created instanceof Outcome.Done<Boolean>)) {
          throw ClusterException.unreachable(
              "the topics of the run could not be created: " + created + ".");
        }
      }
    }

    private void report() {
      try {
        while (true) {
          TimeUnit.MILLISECONDS.sleep(PROGRESS_MILLIS);
          tell(workload.counts() + ", " + monitor.leadership());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    private void tell(String line) {
      story.tell(String.format(java.util.Locale.ROOT, "%6.1f s  %s", clock.millis() / 1e3, line));
    }
  }
}
