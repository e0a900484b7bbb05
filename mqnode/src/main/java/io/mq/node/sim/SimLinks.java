package io.mq.node.sim;

import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The network between the nodes: one link per ordered pair, which delays, and where the run says
 * so, loses, repeats and reorders. A pair can be cut; a connection can be reset, which loses what
 * is under way and tells both ends.
 */
final class SimLinks {

  /** Where messages and hints arrive. */
  interface Receiver {
    void received(NodeId from, ByteBuffer message);

    void linkUp(NodeId peer);

    void linkDown(NodeId peer);
  }

  private static final long REORDERED_NANOS = 50 * Scheduler.MILLIS;

  private static final class Link {
    private int cuts;
    private long connection;
    private long lastArrivalNanos;
  }

  private final Scheduler scheduler;
  private final SimOptions options;
  private final Counters counters;
  private final RandomGenerator delays;
  private final RandomGenerator losses;
  private final Link[][] links;
  private final long[] slowBy;
  private final List<Receiver> receivers = new ArrayList<>();
  private boolean faulty = true;

  SimLinks(Scheduler scheduler, Seeds seeds, SimOptions options, Counters counters) {
    this.scheduler = scheduler;
    this.options = options;
    this.counters = counters;
    this.delays = seeds.of("link delays");
    this.losses = seeds.of("link losses");
    this.slowBy = new long[options.machines() + 1];
    this.links = new Link[options.machines() + 1][options.machines() + 1];
    for (Link[] row : links) {
      for (int i = 0; i < row.length; i++) {
        row[i] = new Link();
      }
    }
  }

  /** Adds the receiver of the next node: n1, n2, and so on. */
  void add(Receiver receiver) {
    receivers.add(receiver);
  }

  /** Heals everything for good. */
  void heal() {
    faulty = false;
    Arrays.fill(slowBy, 0);
    for (Link[] row : links) {
      for (Link link : row) {
        link.cuts = 0;
      }
    }
  }

  /** Sends a message, or loses it. */
  void send(NodeId from, NodeId to, ByteBuffer message) {
    Link link = links[from.number()][to.number()];
    if (link.cuts > 0) {
      return;
    }
    if (chance(FaultKind.LOSS, options.network().loss())) {
      return;
    }
    deliver(link, from, to, message);
    if (chance(FaultKind.DUPLICATION, options.network().duplication())) {
      deliver(link, from, to, message.duplicate());
    }
  }

  private boolean chance(FaultKind kind, double share) {
    if (!faulty || !options.has(kind) || losses.nextDouble() >= share) {
      return false;
    }
    counters.fault(kind);
    return true;
  }

  private void deliver(Link link, NodeId from, NodeId to, ByteBuffer message) {
    long arrival = scheduler.nowNanos() + options.network().delayNanos();
    arrival += delays.nextLong(options.network().jitterNanos());
    arrival += Math.max(slowBy[from.number()], slowBy[to.number()]);
    if (chance(FaultKind.REORDERING, options.network().reordering())) {
      arrival += delays.nextLong(REORDERED_NANOS);
    } else {
      arrival = Math.max(arrival, link.lastArrivalNanos);
      link.lastArrivalNanos = arrival;
    }
    long connection = link.connection;
    scheduler.at(
        arrival,
        () -> {
          if (link.connection == connection && link.cuts == 0) {
            receivers.get(to.number() - 1).received(from, message);
          }
        });
  }

  /** Lets every message from and to a node take that much longer, until told otherwise. */
  void slow(NodeId node, long nanos) {
    slowBy[node.number()] = nanos;
  }

  /** Nothing gets from one node to the other until as many calls of {@link #mend}. */
  void cut(NodeId from, NodeId to) {
    links[from.number()][to.number()].cuts++;
  }

  /** Takes back one {@link #cut}. */
  void mend(NodeId from, NodeId to) {
    Link link = links[from.number()][to.number()];
    link.cuts = Math.max(0, link.cuts - 1);
  }

  /** Loses what is under way between two nodes, without telling anybody. */
  void drop(NodeId one, NodeId other) {
    reset(links[one.number()][other.number()]);
    reset(links[other.number()][one.number()]);
  }

  private static void reset(Link link) {
    link.connection++;
    link.lastArrivalNanos = 0;
  }

  /** Tells a node, a moment later, that its connection with a peer is down. */
  void announceDown(NodeId to, NodeId peer) {
    scheduler.after(
        options.network().delayNanos(), () -> receivers.get(to.number() - 1).linkDown(peer));
  }

  /** Tells a node, a moment later, that its connection with a peer is up. */
  void announceUp(NodeId to, NodeId peer) {
    scheduler.after(
        options.network().delayNanos(), () -> receivers.get(to.number() - 1).linkUp(peer));
  }
}
