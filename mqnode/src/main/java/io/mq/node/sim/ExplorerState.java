package io.mq.node.sim;

import io.mq.node.codec.MessageCodec;
import io.mq.node.raft.Configuration;
import io.mq.node.raft.Entry;
import io.mq.node.raft.Envelope;
import io.mq.node.raft.HardState;
import io.mq.node.raft.Input;
import io.mq.node.raft.Message;
import io.mq.node.raft.Output;
import io.mq.node.raft.RaftCore;
import io.mq.node.raft.RaftSettings;
import io.mq.node.raft.RaftStatus;
import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.node.raft.Restored;
import io.mq.node.raft.Rules;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Three cores, their disks and their links, as one path of an {@link Explorer} leaves them. */
final class ExplorerState {

  private static final int NODES = 3;
  private static final int MAX_QUEUED = 4;

  private record Held(long sequence, Envelope envelope) {}

  /** A core and its disk. */
  private static final class Node {
    private RaftCore core;
    private HardState hardState = HardState.INITIAL;
    private final List<Entry> entries = new ArrayList<>();
    private final List<Output.Write> unforced = new ArrayList<>();
    private final List<Held> held = new ArrayList<>();
    private long forced;
    private long handedOut;
  }

  private final RaftSettings settings;
  private final Rules rules;
  private final Configuration members;
  private final List<NodeId> ids = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final List<ArrayDeque<Message>> links = new ArrayList<>();
  private int losses = 1;
  private int repeats = 1;
  private int crashes = 1;
  private int proposals = 2;

  ExplorerState(RaftSettings settings, Rules rules) {
    this.settings = settings;
    this.rules = rules;
    for (int i = 1; i <= NODES; i++) {
      ids.add(new NodeId(i));
    }
    this.members = Configuration.of(ids);
    for (int i = 0; i < NODES; i++) {
      nodes.add(new Node());
    }
    for (int i = 0; i < NODES * NODES; i++) {
      links.add(new ArrayDeque<>());
    }
    nodes.forEach(this::start);
    timeOut(0);
    settle();
  }

  private void start(Node node) {
    RandomGenerator shortest = () -> 0;
    SnapshotPoint base = SnapshotPoint.initial(members);
    Restored disk = new Restored(node.hardState, base, node.entries);
    node.core = new RaftCore(ids.get(nodes.indexOf(node)), settings, disk, shortest, rules);
  }

  /** Delivers and forces until nothing is under way. */
  private void settle() {
    boolean moved = true;
    while (moved) {
      moved = false;
      for (int i = 0; i < NODES; i++) {
        moved |= !nodes.get(i).unforced.isEmpty();
        force(i);
      }
      for (int link = 0; link < links.size(); link++) {
        if (!links.get(link).isEmpty()) {
          deliver(link / NODES, link % NODES, false);
          moved = true;
        }
      }
    }
  }

  /** All that can happen now. */
  List<ExplorerStep> possible() {
    List<ExplorerStep> steps = new ArrayList<>();
    for (int i = 0; i < NODES; i++) {
      steps.add(new ExplorerStep.TimeOut(i));
      if (!nodes.get(i).unforced.isEmpty()) {
        steps.add(new ExplorerStep.Force(i));
      }
      if (crashes > 0) {
        steps.add(new ExplorerStep.Crash(i));
      }
      if (proposals > 0 && nodes.get(i).core.role() == RoleName.LEADER) {
        steps.add(new ExplorerStep.Propose(i));
      }
    }
    for (int link = 0; link < links.size(); link++) {
      if (!links.get(link).isEmpty()) {
        steps.add(new ExplorerStep.Deliver(link / NODES, link % NODES));
        if (losses > 0) {
          steps.add(new ExplorerStep.Lose(link / NODES, link % NODES));
        }
        if (repeats > 0) {
          steps.add(new ExplorerStep.Repeat(link / NODES, link % NODES));
        }
      }
    }
    return steps;
  }

  /** Lets something happen. */
  void take(ExplorerStep step) {
    switch (step) {
      case ExplorerStep.TimeOut(int node) -> timeOut(node);
      case ExplorerStep.Force(int node) -> force(node);
      case ExplorerStep.Crash(int node) -> crash(node);
      case ExplorerStep.Propose(int node) -> {
        proposals--;
        step(node, new Input.Propose(List.of(ByteBuffer.wrap(new byte[] {(byte) proposals}))));
      }
      case ExplorerStep.Deliver(int from, int to) -> deliver(from, to, false);
      case ExplorerStep.Repeat(int from, int to) -> {
        repeats--;
        deliver(from, to, true);
      }
      case ExplorerStep.Lose(int from, int to) -> {
        losses--;
        links.get(from * NODES + to).removeFirst();
      }
    }
  }

  private void timeOut(int node) {
    boolean leads = nodes.get(node).core.role() == RoleName.LEADER;
    int ticks = leads ? settings.heartbeatTicks() : settings.electionTicksMin();
    for (int i = 0; i < ticks; i++) {
      step(node, new Input.Tick());
    }
  }

  private void crash(int at) {
    crashes--;
    Node node = nodes.get(at);
    node.unforced.clear();
    node.held.clear();
    node.forced = 0;
    node.handedOut = 0;
    for (int other = 0; other < NODES; other++) {
      links.get(at * NODES + other).clear();
      links.get(other * NODES + at).clear();
    }
    start(node);
  }

  private void force(int at) {
    Node node = nodes.get(at);
    if (node.unforced.isEmpty()) {
      return;
    }
    for (Output.Write write : node.unforced) {
      write.hardState().ifPresent(state -> node.hardState = state);
      for (Entry entry : write.entries()) {
        int keep = (int) entry.index().value() - 1;
        node.entries.subList(keep, node.entries.size()).clear();
        node.entries.add(entry);
      }
    }
    node.forced = node.unforced.getLast().sequence();
    node.unforced.clear();
    List<Held> ready = List.copyOf(node.held);
    node.held.clear();
    ready.forEach(held -> send(at, held.envelope()));
    step(at, new Input.Persisted(node.forced));
  }

  private void deliver(int from, int to, boolean keep) {
    ArrayDeque<Message> link = links.get(from * NODES + to);
    Message message = keep ? link.peekFirst() : link.removeFirst();
    step(to, new Input.Receive(ids.get(from), message));
  }

  private void step(int at, Input input) {
    Node node = nodes.get(at);
    Output output = node.core.step(input);
    output
        .write()
        .ifPresent(
            write -> {
              node.unforced.add(write);
              node.handedOut = write.sequence();
            });
    output.sendNow().forEach(envelope -> send(at, envelope));
    for (Envelope envelope : output.sendAfterPersist()) {
      if (node.forced >= node.handedOut) {
        send(at, envelope);
      } else {
        node.held.add(new Held(node.handedOut, envelope));
      }
    }
  }

  private void send(int from, Envelope envelope) {
    ArrayDeque<Message> link = links.get(from * NODES + envelope.to().number() - 1);
    if (link.size() < MAX_QUEUED) {
      link.addLast(envelope.message());
    }
  }

  /** One leader per term, equal committed prefixes, log matching, a majority behind a commit. */
  void check() {
    for (Node one : nodes) {
      RaftStatus status = one.core.status();
      List<Entry> log = one.core.entriesFrom(LogIndex.ZERO);
      for (long index = 1; index <= status.commitIndex().value(); index++) {
        checkOnMajority(log.get((int) index - 1), status);
      }
      for (Node other : nodes) {
        if (other != one) {
          checkPair(status, log, other);
        }
      }
    }
  }

  private void checkOnMajority(Entry entry, RaftStatus status) {
    long copies =
        nodes.stream()
            .filter(node -> node.entries.size() >= entry.index().value())
            .filter(node -> node.entries.get((int) entry.index().value() - 1).equals(entry))
            .count();
    if (2 * copies <= NODES) {
      throw new InvariantBroken(
          "what is committed is on a majority of the disks",
          entry.describe() + " is on " + copies + ": " + status.describe());
    }
  }

  private static void checkPair(RaftStatus status, List<Entry> log, Node other) {
    RaftStatus seen = other.core.status();
    if (status.role() == RoleName.LEADER
        && seen.role() == RoleName.LEADER
        && status.term().equals(seen.term())) {
      throw new InvariantBroken("one leader per term", status.describe());
    }
    List<Entry> otherLog = other.core.entriesFrom(LogIndex.ZERO);
    boolean mustMatch = false;
    for (int i = Math.min(log.size(), otherLog.size()) - 1; i >= 0; i--) {
      mustMatch |= log.get(i).term().equals(otherLog.get(i).term());
      mustMatch |= i < Math.min(status.commitIndex().value(), seen.commitIndex().value());
      if (mustMatch && !log.get(i).equals(otherLog.get(i))) {
        throw new InvariantBroken(
            "logs match", status.describe() + " and " + seen.describe() + " at " + (i + 1));
      }
    }
    boolean isNewerLeader =
        status.role() == RoleName.LEADER && !status.term().isBefore(seen.term());
    if (isNewerLeader && log.size() < seen.commitIndex().value()) {
      throw new InvariantBroken(
          "leaders have all that was committed", status.describe() + " and " + seen.describe());
    }
  }

  /** A number that differs for different states, but for chance. */
  long hash() {
    long hash = losses + 10L * repeats + 100L * crashes + 1_000L * proposals;
    for (Node node : nodes) {
      hash = mixed(hash, node.core.status().describe());
      for (RaftStatus.FollowerStatus follower : node.core.status().followers()) {
        hash = mixed(hash, follower.describe());
      }
      for (Entry entry : node.core.entriesFrom(LogIndex.ZERO)) {
        hash = Seeds.mix(hash * 31 + entry.frame().getInt(4));
      }
      hash = mixed(hash, node.hardState.toString() + node.entries + node.unforced.size());
      for (Held held : node.held) {
        hash = Seeds.mix(hash * 31 + bytes(held.envelope().message()));
      }
    }
    for (ArrayDeque<Message> link : links) {
      hash = Seeds.mix(hash + 1);
      for (Message message : link) {
        hash = Seeds.mix(hash * 31 + bytes(message));
      }
    }
    return hash;
  }

  private static long mixed(long hash, String text) {
    return Seeds.mix(hash * 31 + text.hashCode());
  }

  private static long bytes(Message message) {
    return MessageCodec.encode(message).getInt(4);
  }
}
