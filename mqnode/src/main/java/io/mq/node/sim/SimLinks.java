package io.mq.node.sim;

import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The network between the nodes: for each ordered pair a link, and a connection for snapshots
 * beside it. Each delays, and where the run says so, loses, repeats and reorders, whatever the
 * other does. A pair can be cut, which cuts both. Each connection can be reset, which loses what is
 * under way on it; that of a link is told to both ends.
 */
final class SimLinks {

  /** Where messages and hints arrive. */
  interface Receiver {
    void received(NodeId from, ByteBuffer message);

    void linkUp(NodeId peer);

    void linkDown(NodeId peer);
  }

  private static final long REORDERED_NANOS = 50 * Scheduler.MILLIS;

  /** One stream of messages. */
  private static final class Stream {
    private final RandomGenerator delays;
    private final RandomGenerator losses;
    private long connection;
    private long lastArrivalNanos;

    Stream(RandomGenerator delays, RandomGenerator losses) {
      this.delays = delays;
      this.losses = losses;
    }

    void reset() {
      connection++;
      lastArrivalNanos = 0;
    }
  }

  private static final class Pair {
    private final Stream link;
    private final Stream snapshots;
    private int cuts;

    Pair(Stream link, Stream snapshots) {
      this.link = link;
      this.snapshots = snapshots;
    }
  }

  private final Scheduler scheduler;
  private final SimOptions options;
  private final Counters counters;
  private final Pair[][] pairs;
  private final long[] slowBy;
  private final List<Receiver> receivers = new ArrayList<>();
  private boolean faulty = true;

  SimLinks(Scheduler scheduler, Seeds seeds, SimOptions options, Counters counters) {
    this.scheduler = scheduler;
    this.options = options;
    this.counters = counters;
    this.slowBy = new long[options.machines() + 1];
    this.pairs = new Pair[options.machines() + 1][options.machines() + 1];
    RandomGenerator delays = seeds.of("link delays");
    RandomGenerator losses = seeds.of("link losses");
    RandomGenerator snapshotDelays = seeds.of("snapshot delays");
    RandomGenerator snapshotLosses = seeds.of("snapshot losses");
    for (Pair[] row : pairs) {
      for (int i = 0; i < row.length; i++) {
        row[i] = new Pair(new Stream(delays, losses), new Stream(snapshotDelays, snapshotLosses));
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
    for (Pair[] row : pairs) {
      for (Pair pair : row) {
        pair.cuts = 0;
      }
    }
  }

  /** Sends a message over the link, or loses it. */
  void send(NodeId from, NodeId to, ByteBuffer message) {
    send(pair(from, to).link, from, to, message);
  }

  /** Sends a message over the connection for snapshots, or loses it. */
  void sendSnapshot(NodeId from, NodeId to, ByteBuffer message) {
    send(pair(from, to).snapshots, from, to, message);
  }

  private Pair pair(NodeId from, NodeId to) {
    return pairs[from.number()][to.number()];
  }

  private void send(Stream stream, NodeId from, NodeId to, ByteBuffer message) {
    if (pair(from, to).cuts > 0) {
      return;
    }
    if (chance(stream, FaultKind.LOSS, options.network().loss())) {
      return;
    }
    deliver(stream, from, to, message);
    if (chance(stream, FaultKind.DUPLICATION, options.network().duplication())) {
      deliver(stream, from, to, message.duplicate());
    }
  }

  private boolean chance(Stream stream, FaultKind kind, double share) {
    if (!faulty || !options.has(kind) || stream.losses.nextDouble() >= share) {
      return false;
    }
    counters.fault(kind);
    return true;
  }

  private void deliver(Stream stream, NodeId from, NodeId to, ByteBuffer message) {
    long arrival = scheduler.nowNanos() + options.network().delayNanos();
    arrival += stream.delays.nextLong(options.network().jitterNanos());
    arrival += Math.max(slowBy[from.number()], slowBy[to.number()]);
    if (chance(stream, FaultKind.REORDERING, options.network().reordering())) {
      arrival += stream.delays.nextLong(REORDERED_NANOS);
    } else {
      arrival = Math.max(arrival, stream.lastArrivalNanos);
      stream.lastArrivalNanos = arrival;
    }
    long connection = stream.connection;
    scheduler.at(
        arrival,
        () -> {
          if (stream.connection == connection && pair(from, to).cuts == 0) {
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
    pair(from, to).cuts++;
  }

  /** Takes back one {@link #cut}. */
  void mend(NodeId from, NodeId to) {
    Pair pair = pair(from, to);
    pair.cuts = Math.max(0, pair.cuts - 1);
  }

  /** Loses what is under way on the links between two nodes, without telling anybody. */
  void dropLinks(NodeId one, NodeId other) {
    pair(one, other).link.reset();
    pair(other, one).link.reset();
  }

  /** Loses what is under way of snapshots between two nodes. */
  void dropSnapshots(NodeId one, NodeId other) {
    pair(one, other).snapshots.reset();
    pair(other, one).snapshots.reset();
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
