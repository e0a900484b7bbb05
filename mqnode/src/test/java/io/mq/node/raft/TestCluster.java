package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Several cores and a network in one thread. Every step is checked against {@link Invariants}. */
final class TestCluster {

  /** A message or a whole snapshot under way, as what its arrival is to the receiver. */
  record Packet(NodeId from, NodeId to, Input arrival) {
    String describe() {
      String what =
          switch (arrival) {
            case Input.Receive(NodeId _, Message message) -> message.describe();
            case Input.InstallSnapshot install ->
                "snapshot " + install.term() + " " + install.snapshot().describe();
            default -> throw new IllegalStateException("not sent: " + arrival.describe());
          };
      return from + "->" + to + " " + what;
    }
  }

  /** Hears of everything that happens. */
  interface Listener {
    void stepped(NodeId node, RaftStatus before, Output output, RaftStatus after);

    void delivered(Packet packet, RaftStatus receiver);
  }

  final List<Packet> network = new ArrayList<>();
  final Invariants invariants = new Invariants();
  private final SortedMap<NodeId, TestNode> nodes = new TreeMap<>();
  private final SortedSet<String> cut = new TreeSet<>();
  private final Listener listener;

  TestCluster(
      SortedMap<NodeId, Restored> disks,
      RaftSettings settings,
      Function<NodeId, RandomGenerator> random,
      Rules rules,
      Listener listener) {
    this.listener = listener;
    disks.forEach(
        (id, disk) ->
            nodes.put(
                id,
                new TestNode(
                    id,
                    settings,
                    disk,
                    random.apply(id),
                    rules,
                    sent -> send(id, sent),
                    invariants::upTo)));
    nodes.values().forEach(TestNode::start);
  }

  private void send(NodeId from, Envelope envelope) {
    invariants.sent(from, envelope);
    Input arrival = new Input.Receive(from, envelope.message());
    network.add(new Packet(from, envelope.to(), arrival));
  }

  private void sendSnapshot(TestNode from, NodeId to) {
    SnapshotPoint snapshot = from.disk().snapshot();
    Input arrival = new Input.InstallSnapshot(from.id, from.core().status().term(), snapshot);
    network.add(new Packet(from.id, to, arrival));
  }

  Collection<TestNode> nodes() {
    return nodes.values();
  }

  TestNode node(NodeId id) {
    return nodes.get(id);
  }

  Output step(TestNode node, Input input) {
    RaftStatus before = node.core().status();
    Output output = node.step(input);
    RaftStatus after = node.core().status();
    listener.stepped(node.id, before, output, after);
    invariants.stepped(node, before, output, nodes.values());
    if (input instanceof Input.Receive(NodeId _, Message.AppendRequest request)) {
      invariants.heard(node, request);
    }
    output.sendSnapshot().forEach(to -> sendSnapshot(node, to));
    return output;
  }

  void crash(TestNode node) {
    node.crash();
    invariants.crashed(node.id);
  }

  /** Forces the oldest {@code count} writes, tells the core, and sends what waited for them. */
  void force(TestNode node, int count) {
    if (count > 0) {
      long sequence = node.force(count);
      node.release(sequence);
      step(node, new Input.Persisted(sequence));
    }
  }

  void cut(NodeId from, NodeId to) {
    cut.add(from + "->" + to);
  }

  void heal() {
    cut.clear();
  }

  boolean isCut(NodeId from, NodeId to) {
    return cut.contains(from + "->" + to);
  }

  /** Takes the packet off the network and delivers it, unless the link is cut. */
  void deliver(Packet packet) {
    network.remove(packet);
    TestNode receiver = nodes.get(packet.to());
    boolean arrives = receiver != null && receiver.isUp() && !isCut(packet.from(), packet.to());
    if (arrives) {
      listener.delivered(packet, receiver.core().status());
      step(receiver, packet.arrival());
    }
    reportSnapshot(packet, arrives);
  }

  /** Loses what is under way and matches. */
  void lose(Predicate<Packet> matching) {
    List<Packet> lost = network.stream().filter(matching).toList();
    network.removeAll(lost);
    lost.forEach(packet -> reportSnapshot(packet, false));
  }

  private void reportSnapshot(Packet packet, boolean complete) {
    TestNode sender = nodes.get(packet.from());
    if (packet.arrival() instanceof Input.InstallSnapshot install && sender.isUp()) {
      step(sender, new Input.SnapshotSent(packet.to(), install.snapshot().index(), complete));
    }
  }

  /** Delivers and forces, with no time passing, until nothing is under way. */
  void settle() {
    settle(_ -> true);
  }

  /** As above, for the packets that match. */
  void settle(Predicate<Packet> matching) {
    for (int steps = 0; ; steps++) {
      Check.that(steps < 100_000, "the cluster comes to rest", network);
      boolean forced = forceAll();
      var next = network.stream().filter(matching).findFirst();
      if (next.isPresent()) {
        deliver(next.get());
      } else if (!forced) {
        return;
      }
    }
  }

  private boolean forceAll() {
    boolean forced = false;
    for (TestNode node : nodes.values()) {
      if (node.isUp() && !node.slowDisk && node.hasUnforced()) {
        force(node, node.unforced());
        forced = true;
      }
    }
    return forced;
  }

  LogIndex highestCommit() {
    return invariants.highestCommit();
  }
}
