package io.mq.node.raft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What figure 3 of the Raft paper promises, checked after every step over all nodes. */
final class Invariants {

  /** The latest log time that the leader of each term has told each node. */
  private final Map<NodeId, Map<Term, Long>> toldMillis = new TreeMap<>();

  private final SortedMap<Term, NodeId> leaders = new TreeMap<>();
  private final SortedMap<LogIndex, Entry> committed = new TreeMap<>();
  private final SortedMap<String, NodeId> votes = new TreeMap<>();
  private final SortedMap<NodeId, Integer> checkedApplied = new TreeMap<>();

  /** The highest index that any node has known to be committed. */
  LogIndex highestCommit() {
    return committed.isEmpty() ? LogIndex.ZERO : committed.lastKey();
  }

  /** A node has sent a vote: no other in that term, crashes or not. */
  void sent(NodeId from, Envelope envelope) {
    if (envelope.message() instanceof Message.VoteReply(Term term, boolean granted) && granted) {
      NodeId before = votes.putIfAbsent(from + " " + term, envelope.to());
      assertTrue(
          before == null || before.equals(envelope.to()),
          () -> from + " voted for " + before + " and " + envelope.to() + " in " + term);
    }
  }

  /** A node has crashed; it will apply from the start again, and has forgotten what it was told. */
  void crashed(NodeId node) {
    checkedApplied.remove(node);
    toldMillis.remove(node);
  }

  /** A node has stepped. */
  void stepped(TestNode node, RaftStatus before, Output output, Collection<TestNode> all) {
    if (output.restore().isPresent()) {
      checkedApplied.remove(node.id);
    }
    RaftStatus now = node.core().status();
    assertTrue(!now.term().isBefore(before.term()), () -> node.id + " went back in term");
    assertTrue(!now.commitIndex().isBefore(before.commitIndex()), () -> node.id + " uncommitted");
    // A follower goes by its leader's time; who leads never goes back, nor behind its own log.
    if (now.role() == RaftStatus.RoleName.LEADER) {
      assertTrue(
          now.logTimeMillis() >= before.logTimeMillis(), () -> node.id + " went back in log time");
      List<Entry> log = node.core().entriesFrom(LogIndex.ZERO);
      assertTrue(
          log.isEmpty() || now.logTimeMillis() >= log.getLast().timeMillis(),
          () -> node.id + " is behind its log in log time");
    }
    if (now.role() == RaftStatus.RoleName.LEADER) {
      NodeId known = leaders.computeIfAbsent(now.term(), _ -> node.id);
      assertEquals(known, node.id, () -> "two leaders in " + now.term());
      if (before.role() != RaftStatus.RoleName.LEADER) {
        checkLeaderCompleteness(node);
      }
    }
    checkApplied(node, before.configuration(), all);
  }

  /** A follower's clock only fills the time between two words of its leader (lesson 32). */
  void heard(TestNode node, Message.AppendRequest request) {
    RaftStatus now = node.core().status();
    if (!request.term().equals(now.term())) {
      return;
    }
    long told =
        toldMillis
            .computeIfAbsent(node.id, _ -> new TreeMap<>())
            .merge(now.term(), request.timeMillis(), Math::max);
    if (request.timeMillis() == told) {
      List<Entry> log = node.core().entriesFrom(LogIndex.ZERO);
      long newest = log.isEmpty() ? 0 : log.getLast().timeMillis();
      long snapshot = node.disk().snapshot().timeMillis();
      assertTrue(
          now.logTimeMillis() <= Math.max(told, Math.max(newest, snapshot)),
          () -> node.id + " is ahead of its leader in log time");
    }
  }

  private void checkLeaderCompleteness(TestNode leader) {
    List<Entry> log = leader.core().entriesFrom(LogIndex.ZERO);
    LogIndex first = leader.core().status().firstIndex();
    for (Entry entry : committed.tailMap(first).values()) {
      int at = Math.toIntExact(entry.index().value() - first.value());
      assertTrue(
          at < log.size() && log.get(at).equals(entry),
          () -> "new leader " + leader.id + " lacks the committed " + entry.describe());
    }
  }

  private void checkApplied(TestNode node, Configuration configuration, Collection<TestNode> all) {
    List<Entry> applied = node.applied();
    for (int i = checkedApplied.getOrDefault(node.id, 0); i < applied.size(); i++) {
      Entry entry = applied.get(i);
      if (i > 0) {
        assertEquals(applied.get(i - 1).index().next(), entry.index(), "applied in order");
        assertTrue(applied.get(i - 1).timeMillis() <= entry.timeMillis(), "log time falls");
      }
      Entry known = committed.putIfAbsent(entry.index(), entry);
      if (known == null) {
        checkDurableOnQuorum(entry, configuration, all);
      } else {
        assertEquals(known, entry, () -> node.id + " applied another entry");
      }
    }
    checkedApplied.put(node.id, applied.size());
  }

  private static void checkDurableOnQuorum(
      Entry entry, Configuration configuration, Collection<TestNode> all) {
    SortedSet<NodeId> holders = new TreeSet<>();
    for (TestNode node : all) {
      // A damaged disk held it, for all we know, when it was acknowledged.
      if (node.isDamaged()
          || !node.disk().snapshot().index().isBefore(entry.index())
          || node.disk().entries().contains(entry)) {
        holders.add(node.id);
      }
    }
    assertTrue(
        configuration.quorum().has(holders::contains),
        () -> entry.describe() + " was committed and is durable on " + holders + " only");
  }

  /** The committed entries up to {@code index}, which is what a snapshot stands for. */
  List<Entry> upTo(LogIndex index) {
    return List.copyOf(committed.headMap(index.next()).values());
  }

  /** Logs that agree on an entry's term agree on everything in front of it. */
  static void checkLogMatching(Collection<TestNode> nodes) {
    List<SortedMap<LogIndex, Entry>> logs = new ArrayList<>();
    for (TestNode node : nodes) {
      if (node.isUp()) {
        SortedMap<LogIndex, Entry> log = new TreeMap<>();
        node.core().entriesFrom(LogIndex.ZERO).forEach(entry -> log.put(entry.index(), entry));
        logs.add(log);
      }
    }
    for (SortedMap<LogIndex, Entry> one : logs) {
      logs.forEach(other -> checkMatching(one, other));
    }
  }

  private static void checkMatching(
      SortedMap<LogIndex, Entry> one, SortedMap<LogIndex, Entry> other) {
    boolean mustMatch = false;
    for (LogIndex index : List.copyOf(one.keySet()).reversed()) {
      if (other.containsKey(index)) {
        mustMatch |= one.get(index).term().equals(other.get(index).term());
        if (mustMatch) {
          assertEquals(one.get(index), other.get(index), "logs match");
        }
      }
    }
  }
}
