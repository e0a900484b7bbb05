package io.mq.node.sim;

import java.util.EnumSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What one run is like: all of it follows from the seed, the profile and what the user fixed.
 *
 * @param seed draws everything
 * @param profile the kinds of faults that may be drawn
 * @param nodes 3 to 7, the members from the start
 * @param durationNanos of the part with faults
 * @param faults the kinds that this run has
 * @param network how bad the links are where they are bad
 * @param load what the clients do
 * @param meanFaultNanos the mean time between two faults of the same kind
 */
public record SimOptions(
    long seed,
    Profile profile,
    int nodes,
    long durationNanos,
    Set<FaultKind> faults,
    Network network,
    Load load,
    long meanFaultNanos) {

  /** How many nodes may join in a run whose members change. */
  private static final int JOINING = 4;

  /** Copies the set. */
  public SimOptions {
    EnumSet<FaultKind> copy = EnumSet.noneOf(FaultKind.class);
    copy.addAll(faults);
    faults = copy;
  }

  /**
   * Links.
   *
   * @param delayNanos the least delay
   * @param jitterNanos at most this is added
   * @param loss the share of messages lost, where there is loss
   * @param duplication the share repeated
   * @param reordering the share that is held up, by up to 50 ms
   */
  public record Network(
      long delayNanos, long jitterNanos, double loss, double duplication, double reordering) {}

  /**
   * Clients.
   *
   * @param sessionClients clients with sessions, which retry until they know
   * @param plainClients clients without
   * @param topics how many topics they share
   * @param thinkNanos the mean pause between two operations of a client
   * @param puts the share of operations that put
   * @param sessionIdleMillis after which log time a session expires
   * @param maxUncommittedBytes a leader's quota
   * @param inHerds whether clients often ask at the same moment
   */
  public record Load(
      int sessionClients,
      int plainClients,
      int topics,
      long thinkNanos,
      double puts,
      long sessionIdleMillis,
      int maxUncommittedBytes,
      boolean inHerds) {}

  /**
   * Draws a run.
   *
   * @param nodes 3 to 7, or 0 to draw it
   */
  public static SimOptions draw(long seed, Profile profile, int nodes, long durationNanos) {
    RandomGenerator random = new Seeds(seed).of("options");
    int[] sizes = {3, 3, 3, 5, 5, 4, 7};
    int drawnNodes = sizes[random.nextInt(sizes.length)];
    EnumSet<FaultKind> faults = EnumSet.noneOf(FaultKind.class);
    for (FaultKind kind : FaultKind.values()) {
      // A generator each, so that a new kind does not shift what else is drawn.
      boolean drawn = new Seeds(seed).of("has " + kind).nextDouble() < profile.share();
      if (drawn && profile.kinds().contains(kind)) {
        faults.add(kind);
      }
    }
    Network network =
        new Network(
            random.nextLong(50, 400) * Scheduler.MICROS,
            random.nextLong(20, 1500) * Scheduler.MICROS,
            random.nextDouble() * 0.15,
            random.nextDouble() * 0.1,
            random.nextDouble() * 0.15);
    boolean inHerds = random.nextInt(4) == 0;
    Load load =
        new Load(
            random.nextInt(2, 5) + (inHerds ? 4 : 0),
            random.nextInt(0, 3),
            random.nextInt(1, 4),
            random.nextLong(60, 500) * Scheduler.MILLIS,
            0.3 + 0.4 * random.nextDouble(),
            random.nextInt(4) == 0 ? 3_000 : 600_000,
            inHerds || random.nextInt(4) == 0 ? 200 : 1 << 20,
            inHerds);
    long meanFault = random.nextLong(2, 12) * Scheduler.SECONDS;
    return new SimOptions(
        seed,
        profile,
        nodes == 0 ? drawnNodes : nodes,
        durationNanos,
        faults,
        network,
        load,
        meanFault);
  }

  /** How many machines there are: the members from the start, and those that may join. */
  int machines() {
    return has(FaultKind.MEMBER_CHANGE) ? nodes + JOINING : nodes;
  }

  /** Whether this run has faults of a kind. */
  public boolean has(FaultKind kind) {
    return faults.contains(kind);
  }

  /** The same run without one kind of fault. */
  public SimOptions without(FaultKind kind) {
    EnumSet<FaultKind> fewer = EnumSet.copyOf(faults);
    fewer.remove(kind);
    return new SimOptions(
        seed, profile, nodes, durationNanos, fewer, network, load, meanFaultNanos);
  }

  /** The same run, shorter or longer. */
  public SimOptions lasting(long nanos) {
    return new SimOptions(seed, profile, nodes, nanos, faults, network, load, meanFaultNanos);
  }

  /** The form that reports and traces share. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    text.append("seed ").append(seed).append(", ").append(nodes).append(" nodes, ");
    text.append(durationNanos / 1e9).append(" s, faults");
    faults.forEach(kind -> text.append(' ').append(kind.describe()));
    return faults.isEmpty() ? text.append(" none").toString() : text.toString();
  }
}
