package io.mq.node.sim;

import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Lets each kind of fault of a run strike at its own random times, until told to stop. */
final class FaultInjector {

  /** No fault that ends by itself lasts longer. */
  static final long LONGEST_MILLIS = 4_000;

  private final World world;
  private final Map<FaultKind, RandomGenerator> generators = new EnumMap<>(FaultKind.class);
  private final RandomGenerator snapshotResets;
  private final SimOperator operator;
  private boolean stopped;

  FaultInjector(World world) {
    this.world = world;
    this.operator = new SimOperator(world);
    this.snapshotResets = world.seeds().of("snapshot resets");
    for (FaultKind kind : FaultKind.values()) {
      generators.put(kind, world.seeds().of("fault " + kind.describe()));
    }
  }

  void start() {
    for (FaultKind kind : world.options().faults()) {
      long mean = meanNanos(kind);
      if (mean > 0) {
        plan(kind, mean);
      }
    }
    if (world.options().has(FaultKind.SLOW_DISK)) {
      RandomGenerator random = generators.get(FaultKind.SLOW_DISK);
      world.nodes().forEach(node -> node.times().slow(random.nextInt(3) == 0));
    }
  }

  /** Ends all faults, those that strike by themselves included. */
  void stop() {
    stopped = true;
    world.links().heal();
    for (SimNode node : world.nodes()) {
      node.times().slow(false);
      node.disk().failForces(false);
      node.disk().fill(false);
      node.disk().losePowerAfter(-1);
    }
  }

  /** Operators like to act just when somebody new leads. */
  void elected(SimNode node) {
    if (!stopped && world.options().has(FaultKind.MEMBER_CHANGE)) {
      operator.elected(node);
    }
  }

  /** The mean time between two of a kind; 0 for those that are a property of the whole run. */
  private long meanNanos(FaultKind kind) {
    long mean = world.options().meanFaultNanos();
    return switch (kind) {
      case LOSS, DUPLICATION, REORDERING, SLOW_DISK, CLOCK_DRIFT, CLIENT_LOSS -> 0;
      case PARTITION, ONE_WAY_CUT, LINK_RESET, KILL, POWER_LOSS, CRASH_IN_DISK_OPERATION -> mean;
      case TRANSFER -> mean;
      case MEMBER_CHANGE -> mean / 2;
      case HUNG_DISK, FAILING_FORCE, FULL_DISK, STALL, DELAY -> 2 * mean;
      case RESTART_SEVERAL, BIT_ROT -> 5 * mean;
    };
  }

  private void plan(FaultKind kind, long meanNanos) {
    RandomGenerator random = generators.get(kind);
    long wait = (long) (-Math.log(1 - random.nextDouble()) * meanNanos);
    world
        .scheduler()
        .after(
            wait,
            () -> {
              if (!stopped) {
                strike(kind, random);
                plan(kind, meanNanos);
              }
            });
  }

  private void strike(FaultKind kind, RandomGenerator random) {
    SimNode victim = world.nodes().get(random.nextInt(world.nodes().size()));
    long nanos = random.nextLong(10, LONGEST_MILLIS) * Scheduler.MILLIS;
    boolean struck =
        switch (kind) {
          case DELAY -> {
            world.links().slow(victim.id(), random.nextLong(1, 400) * Scheduler.MILLIS);
            world.scheduler().after(nanos, () -> world.links().slow(victim.id(), 0));
            yield true;
          }
          case TRANSFER ->
              operator.transfer(
                  random.nextInt(4) == 0 ? Optional.empty() : Optional.of(victim.id()));
          case MEMBER_CHANGE -> operator.changeMembers(random);
          case PARTITION -> partition(random, nanos);
          case ONE_WAY_CUT -> cutSome(random, nanos);
          case LINK_RESET -> reset(victim, random);
          case KILL -> crash(victim, false);
          case POWER_LOSS -> crash(victim, true);
          case CRASH_IN_DISK_OPERATION -> {
            victim.disk().losePowerAfter(random.nextInt(12));
            yield victim.isUp();
          }
          case RESTART_SEVERAL -> restart(random);
          case BIT_ROT -> rot(victim);
          case HUNG_DISK -> {
            victim.times().hangUntil(world.scheduler().nowNanos() + nanos);
            yield true;
          }
          case FAILING_FORCE -> {
            victim.disk().failForces(true);
            world.scheduler().after(nanos / 10, () -> victim.disk().failForces(false));
            yield true;
          }
          case FULL_DISK -> {
            victim.disk().fill(true);
            world.scheduler().after(nanos, () -> victim.disk().fill(false));
            yield true;
          }
          case STALL -> {
            victim.freezeUntil(world.scheduler().nowNanos() + nanos);
            yield victim.isUp();
          }
          case LOSS, DUPLICATION, REORDERING, SLOW_DISK, CLOCK_DRIFT, CLIENT_LOSS -> false;
        };
    if (struck) {
      world.counters().fault(kind);
      world.trace("!!", () -> kind.describe() + " at " + victim.id());
    }
  }

  private boolean crash(SimNode node, boolean powerLost) {
    if (!node.isUp()) {
      return false;
    }
    world.crashed(node, powerLost, powerLost ? "loses power" : "is killed");
    return true;
  }

  private boolean restart(RandomGenerator random) {
    boolean all = random.nextBoolean();
    boolean powerLost = random.nextInt(4) != 0;
    boolean struck = false;
    for (SimNode node : world.nodes()) {
      if (all || random.nextBoolean()) {
        struck |= crash(node, powerLost);
      }
    }
    return struck;
  }

  /** Never on more disks at a time than a majority can do without. */
  private boolean rot(SimNode victim) {
    long others =
        world.nodes().stream()
            .filter(node -> node != victim && (node.disk().hasRot() || node.isDamaged()))
            .count();
    // Where members change, there may be but three voters at any time.
    int voters =
        world.options().has(FaultKind.MEMBER_CHANGE) ? 3 : world.firstMembers().voters().size();
    return others < (voters - 1) / 2 && victim.disk().rot();
  }

  private boolean partition(RandomGenerator random, long nanos) {
    List<NodeId[]> pairs = new ArrayList<>();
    int sides = 1 + random.nextInt((1 << world.nodes().size()) - 2);
    for (NodeId from : world.ids()) {
      for (NodeId to : world.ids()) {
        if (((sides >> (from.number() - 1)) & 1) != ((sides >> (to.number() - 1)) & 1)) {
          pairs.add(new NodeId[] {from, to});
        }
      }
    }
    cut(pairs, nanos);
    return true;
  }

  private boolean cutSome(RandomGenerator random, long nanos) {
    List<NodeId[]> pairs = new ArrayList<>();
    for (NodeId from : world.ids()) {
      for (NodeId to : world.ids()) {
        if (!from.equals(to) && random.nextInt(3) == 0) {
          pairs.add(new NodeId[] {from, to});
        }
      }
    }
    cut(pairs, nanos);
    return !pairs.isEmpty();
  }

  private void cut(List<NodeId[]> pairs, long nanos) {
    pairs.forEach(pair -> world.links().cut(pair[0], pair[1]));
    world
        .scheduler()
        .after(nanos, () -> pairs.forEach(pair -> world.links().mend(pair[0], pair[1])));
  }

  private boolean reset(SimNode victim, RandomGenerator random) {
    int shift = 1 + random.nextInt(world.nodes().size() - 1);
    int other = (victim.id().number() - 1 + shift) % world.nodes().size();
    NodeId peer = world.ids().get(other);
    world.links().dropLinks(victim.id(), peer);
    world.links().announceDown(victim.id(), peer);
    world.links().announceDown(peer, victim.id());
    long upAfter = random.nextLong(1, 100) * Scheduler.MILLIS;
    world
        .scheduler()
        .after(
            upAfter,
            () -> {
              world.links().announceUp(victim.id(), peer);
              world.links().announceUp(peer, victim.id());
            });
    resetSnapshots(victim);
    return true;
  }

  /** Connections for snapshots break alone, with a link, or not at all. */
  private void resetSnapshots(SimNode victim) {
    for (NodeId peer : world.ids()) {
      if (!peer.equals(victim.id()) && snapshotResets.nextInt(3) == 0) {
        world.links().dropSnapshots(victim.id(), peer);
      }
    }
  }
}
