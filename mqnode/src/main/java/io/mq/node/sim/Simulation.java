package io.mq.node.sim;

import io.mq.node.raft.Configuration;
import io.mq.node.raft.RaftSettings;
import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.node.runtime.ReplicaSettings;
import io.mq.node.runtime.SnapshotSettings;
import io.mq.shared.check.CheckReport;
import io.mq.shared.check.QueueChecker;
import io.mq.shared.check.Verdict;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** One run: a cluster, its clients and its faults, from one seed. For one thread, and once. */
public final class Simulation implements World {

  /** Bounds so small that a run comes to them often. */
  static final int MAX_APPEND_BYTES = 2 << 10;

  static final int MAX_APPLY_BYTES = 4 << 10;

  private static final long CONVERGE_NANOS = 30 * Scheduler.SECONDS;
  private static final long DRAIN_NANOS = 120 * Scheduler.SECONDS;
  private static final long LEASES_NANOS = 20 * Scheduler.SECONDS;
  private static final long HALF_CUT_NANOS = 10 * Scheduler.SECONDS;
  private static final int IDLE_REQUESTS = 12;
  private static final long IDLE_NANOS = 50 * Scheduler.MILLIS;
  private static final long POLL_NANOS = 20 * Scheduler.MILLIS;

  private final SimOptions options;
  private final Assembly assembly;
  private final Trace trace;
  private final Scheduler scheduler = new Scheduler();
  private final Seeds seeds;
  private final Counters counters = new Counters();
  private final ReplicaSettings settings;
  private final SimLinks links;
  private final List<NodeId> ids = new ArrayList<>();
  private final List<SimNode> nodes = new ArrayList<>();
  private final Configuration firstMembers;
  private final Invariants invariants;
  private final FaultInjector injector;
  private final SimHistory history = new SimHistory();
  private final SortedSet<String> knownTopics = new TreeSet<>();
  private final List<SimClient> clients = new ArrayList<>();
  private final List<Plan.Work> works = new ArrayList<>();
  private final List<LeaseCall> leaseCalls = new ArrayList<>();
  private final List<LeasePlan.Work> leaseWorks = new ArrayList<>();
  private final RandomGenerator restarts;
  private final long batchNanos;
  private boolean healed;
  private long healedNanos;
  private int requestsUnderWay;

  private Simulation(SimOptions options, Assembly assembly, Trace trace) {
    this.options = options;
    this.assembly = assembly;
    this.trace = trace;
    this.seeds = new Seeds(options.seed());
    this.settings = settings(options, assembly).with(snapshots(seeds, assembly));
    this.links = new SimLinks(scheduler, seeds, options, counters);
    this.restarts = seeds.of("restarts");
    this.batchNanos = seeds.of("batches").nextLong(100) * Scheduler.MICROS;
    RandomGenerator drifts = seeds.of("clock drift");
    for (int i = 1; i <= options.machines(); i++) {
      ids.add(new NodeId(i));
    }
    this.firstMembers = Configuration.of(ids.subList(0, options.nodes()));
    for (NodeId id : ids) {
      double drift = (drifts.nextDouble() - 0.5) * 0.3;
      SimNode node = new SimNode(this, id, options.has(FaultKind.CLOCK_DRIFT) ? drift : 0);
      nodes.add(node);
      links.add(node);
    }
    if (options.has(FaultKind.CLOCK_DRIFT)) {
      counters.fault(FaultKind.CLOCK_DRIFT);
    }
    this.invariants =
        new Invariants(nodes, firstMembers, counters, options.load().maxUncommittedBytes());
    this.injector = new FaultInjector(this);
  }

  private static ReplicaSettings settings(SimOptions options, Assembly assembly) {
    RaftSettings base = RaftSettings.DEFAULT;
    RaftSettings raft =
        new RaftSettings(
            base.tickMillis(),
            base.heartbeatTicks(),
            base.electionTicksMin(),
            base.electionTicksMax(),
            MAX_APPEND_BYTES,
            4 * MAX_APPEND_BYTES,
            options.load().maxUncommittedBytes(),
            MAX_APPLY_BYTES);
    return new ReplicaSettings(assembly.settings(raft), 64, 16);
  }

  /** Two runs of three take snapshots, from every few entries to rarely. */
  private static SnapshotSettings snapshots(Seeds seeds, Assembly assembly) {
    RandomGenerator random = seeds.of("snapshot settings");
    if (random.nextInt(3) == 0 || !assembly.takesSnapshots()) {
      return SnapshotSettings.NEVER;
    }
    return new SnapshotSettings(Long.MAX_VALUE, random.nextLong(5, 100));
  }

  /** Runs it to the end or to the first thing that is wrong. */
  public static SimResult run(SimOptions options) {
    return run(options, Assembly.SOUND);
  }

  /** The same with other parts. */
  public static SimResult run(SimOptions options, Assembly assembly) {
    return new Simulation(options, assembly, Trace.NONE).run();
  }

  /** The same, with a line for each thing that happens. */
  public static SimResult trace(SimOptions options, Assembly assembly, Consumer<String> lines) {
    Trace trace =
        new Trace() {
          @Override
          public boolean isOn() {
            return true;
          }

          @Override
          public void line(String line) {
            lines.accept(line);
          }
        };
    return new Simulation(options, assembly, trace).run();
  }

  private SimResult run() {
    Optional<InvariantBroken> broken = Optional.empty();
    try {
      runSafety();
      runLiveness();
      drain();
      checkHistory();
      drainLeases();
      checkStates();
      cutHalf();
      idle();
    } catch (InvariantBroken e) {
      broken = Optional.of(e);
    } catch (IllegalStateException | IllegalArgumentException e) {
      broken = Optional.of(new InvariantBroken("no replica contradicts itself", e));
    }
    counters.seeds = 1;
    counters.steps = scheduler.steps();
    counters.simulatedNanos = scheduler.nowNanos();
    counters.operations = history.ended() + leaseCalls.size();
    return new SimResult(options, broken, scheduler.nowNanos(), scheduler.steps(), counters);
  }

  private void runSafety() {
    RandomGenerator starts = seeds.of("starts");
    for (SimNode node : nodes.subList(0, options.nodes())) {
      scheduler.after(starts.nextLong(50) * Scheduler.MILLIS, node::start);
    }
    SimOptions.Load load = options.load();
    for (int i = 0; i < load.sessionClients() + load.plainClients(); i++) {
      String name = "c" + (i + 1);
      Plan.Work work = new Plan.Work(name, load, seeds.of("work " + name));
      works.add(work);
      boolean session = i < load.sessionClients();
      clients.add(
          new QueueClient(this, name, session, work, load.thinkNanos(), history, knownTopics));
    }
    addLeaseClients();
    clients.forEach(SimClient::start);
    injector.start();
    scheduler.runUntil(options.durationNanos());
  }

  /** In every other run, on a topic of their own. */
  private void addLeaseClients() {
    RandomGenerator random = seeds.of("leases");
    int count = random.nextBoolean() ? random.nextInt(2, 5) : 0;
    for (int i = 1; i <= count; i++) {
      String name = "l" + i;
      LeasePlan.Work work = new LeasePlan.Work(name, seeds.of("work " + name));
      leaseWorks.add(work);
      clients.add(lease(name, random.nextInt(3) != 0, work, options.load().thinkNanos()));
    }
  }

  private LeaseClient lease(String name, boolean session, LeasePlan plan, long thinkNanos) {
    return new LeaseClient(this, name, session, plan, thinkNanos, leaseCalls, knownTopics);
  }

  private void runLiveness() {
    trace("!!", () -> "all faults end");
    boolean restartAll =
        options.has(FaultKind.POWER_LOSS) || options.has(FaultKind.RESTART_SEVERAL);
    injector.stop();
    healed = true;
    healedNanos = scheduler.nowNanos();
    if (restartAll) {
      nodes.stream().filter(SimNode::isUp).forEach(node -> crashed(node, true, "loses power"));
    }
    works.forEach(Plan.Work::stop);
    leaseWorks.forEach(LeasePlan.Work::stop);
    clients.forEach(SimClient::heal);
    await(
        CONVERGE_NANOS,
        () -> hasConverged() && clients.stream().allMatch(SimClient::isIdle),
        "without faults a cluster converges");
  }

  private void drain() {
    Plan drain = new Plan.Drain(options.load().topics());
    SimClient last =
        new QueueClient(this, "end", true, drain, Scheduler.MILLIS, history, knownTopics);
    last.heal();
    last.start();
    await(DRAIN_NANOS, last::isIdle, "without faults the queues can be drained");
    await(CONVERGE_NANOS, this::hasConverged, "without faults a cluster converges");
  }

  /** Whatever somebody still holds comes back when its lease ends. */
  private void drainLeases() {
    if (leaseWorks.isEmpty()) {
      return;
    }
    LeaseChecker.judge(leaseCalls, false);
    SimClient last = lease("lend", true, new LeasePlan.Drain(), 5 * Scheduler.MILLIS);
    last.heal();
    last.start();
    await(LEASES_NANOS, last::isIdle, "every lease ends (lesson 30)");
    LeaseChecker.judge(leaseCalls, true);
    await(CONVERGE_NANOS, this::hasConverged, "without faults a cluster converges");
  }

  private void checkStates() {
    for (SimNode node : nodes) {
      if (node.isUp()) {
        long kept = node.replica().queues().stateHash();
        if (kept != node.replica().queues().recomputeStateHash()) {
          throw new InvariantBroken("the state hash is kept up to date", node.id() + " lost it");
        }
      }
    }
  }

  /** In a run with one-way cuts the last leader is heard, but hears nobody (lesson 8). */
  private void cutHalf() {
    SimNode leader = leader().orElseThrow();
    Configuration members = leader.replica().core().configuration();
    SortedSet<NodeId> others = new TreeSet<>();
    nodes.stream()
        .filter(node -> node != leader && node.isUp() && !node.isDamaged())
        .forEach(node -> others.add(node.id()));
    if (!options.has(FaultKind.ONE_WAY_CUT) || !Invariants.isMajority(members, others)) {
      return;
    }
    // What is left of earlier cuts would mend this one.
    scheduler.runUntil(healedNanos + FaultInjector.LONGEST_MILLIS * Scheduler.MILLIS);
    trace("!!", () -> leader.id() + " hears nobody");
    ids.forEach(id -> links.cut(id, leader.id()));
    await(
        HALF_CUT_NANOS,
        () ->
            leader().filter(node -> node != leader && node.process().leadsAndCommits()).isPresent(),
        "a leader that hears nobody gives way (lesson 8)");
    ids.forEach(id -> links.mend(id, leader.id()));
    await(CONVERGE_NANOS, this::hasConverged, "without faults a cluster converges");
  }

  /** While nobody changes anything, the log must not grow (lesson 29). */
  private void idle() {
    await(CONVERGE_NANOS, () -> requestsUnderWay == 0, "every request arrives");
    boolean wasIdle = knownTopics.isEmpty();
    while (!wasIdle) {
      await(CONVERGE_NANOS, this::hasConverged, "without faults a cluster converges");
      SimNode leader = leader().orElseThrow();
      Term term = leader.replica().core().term();
      long last = leader.process().written().lastIndex();
      IdleClient client = new IdleClient(this, knownTopics.first(), IDLE_REQUESTS, IDLE_NANOS);
      client.heal();
      client.start();
      await(CONVERGE_NANOS, client::isIdle, "without faults requests are answered");
      long now = leader.process().written().lastIndex();
      wasIdle = !client.hasChangedSomething();
      Invariants.check(
          now == last
              || client.hasChangedSomething()
              || !leader.replica().core().term().equals(term),
          "what changes nothing stays out of the log (lesson 29)",
          () -> leader.id() + " has appended up to " + now + " behind " + last);
    }
  }

  private Optional<SimNode> leader() {
    return nodes.stream()
        .filter(SimNode::isUp)
        .filter(n -> n.process().knownRole() == RoleName.LEADER)
        .max(Comparator.comparing(n -> n.replica().core().term()));
  }

  private void await(long withinNanos, BooleanSupplier condition, String invariant) {
    long deadline = scheduler.nowNanos() + withinNanos;
    while (!condition.getAsBoolean()) {
      if (scheduler.nowNanos() >= deadline) {
        throw new InvariantBroken(
            invariant, "not within " + withinNanos / Scheduler.SECONDS + " s: " + picture());
      }
      scheduler.runUntil(scheduler.nowNanos() + POLL_NANOS);
    }
  }

  private String picture() {
    StringBuilder text = new StringBuilder();
    for (SimNode node : nodes) {
      text.append(node.isUp() ? node.replica().core().status().describe() : node.id() + " down");
      text.append("; ");
    }
    return text.toString();
  }

  /** One leader, and every member whose disk can be read has applied its whole log. */
  private boolean hasConverged() {
    Optional<SimNode> leader =
        nodes.stream()
            .filter(SimNode::isUp)
            .filter(n -> n.process().knownRole() == RoleName.LEADER)
            .findAny();
    if (leader.isEmpty()) {
      return false;
    }
    long last = leader.get().process().written().lastIndex();
    Configuration members = leader.get().replica().core().configuration();
    return !members.isJoint()
        && nodes.stream()
            .filter(node -> members.isMember(node.id()) && !node.isHopeless())
            .allMatch(
                node ->
                    node.isUp()
                        && !node.isDamaged()
                        && node.replica().appliedIndex().value() == last);
  }

  private void checkHistory() {
    CheckReport report = new QueueChecker().check(history.operations());
    if (report.verdict() instanceof Verdict.Violated) {
      throw new InvariantBroken("the history is that of a queue", report.verdict().line());
    }
    if (report.accounting().lost() > 0) {
      throw new InvariantBroken(
          "nothing acknowledged is lost", report.accounting().lostValues().toString());
    }
  }

  @Override
  public SimOptions options() {
    return options;
  }

  @Override
  public Scheduler scheduler() {
    return scheduler;
  }

  @Override
  public Seeds seeds() {
    return seeds;
  }

  @Override
  public Counters counters() {
    return counters;
  }

  @Override
  public Assembly assembly() {
    return assembly;
  }

  @Override
  public Invariants invariants() {
    return invariants;
  }

  @Override
  public SimLinks links() {
    return links;
  }

  @Override
  public List<NodeId> ids() {
    return ids;
  }

  @Override
  public List<SimNode> nodes() {
    return nodes;
  }

  @Override
  public Configuration firstMembers() {
    return firstMembers;
  }

  @Override
  public ReplicaSettings replicaSettings() {
    return settings;
  }

  @Override
  public long batchNanos() {
    return batchNanos;
  }

  @Override
  public void started(SimNode node) {
    for (SimNode other : nodes) {
      if (other != node && other.isUp()) {
        links.announceUp(other.id(), node.id());
        links.announceUp(node.id(), other.id());
      }
    }
  }

  @Override
  public void elected(SimNode node) {
    injector.elected(node);
  }

  @Override
  public void requestsUnderWay(int more) {
    requestsUnderWay += more;
  }

  @Override
  public void crashed(SimNode node, boolean powerLost, String why) {
    trace(node.id(), () -> "down: " + why);
    counters.crashes++;
    node.crash(powerLost);
    boolean isNoticed = !powerLost || restarts.nextBoolean();
    for (SimNode other : nodes) {
      if (other != node) {
        links.dropLinks(node.id(), other.id());
        links.dropSnapshots(node.id(), other.id());
        if (isNoticed) {
          links.announceDown(other.id(), node.id());
        }
      }
    }
    long downMillis = restarts.nextInt(4) == 0 ? 3_000 : 300;
    scheduler.after(
        restarts.nextLong(10, healed ? 100 : downMillis) * Scheduler.MILLIS, node::start);
  }

  @Override
  public void trace(Object who, Supplier<String> what) {
    trace.line(scheduler.nowNanos(), who, what);
  }
}
