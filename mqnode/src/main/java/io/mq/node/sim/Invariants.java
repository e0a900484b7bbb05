package io.mq.node.sim;

import io.mq.node.raft.Configuration;
import io.mq.node.raft.Entry;
import io.mq.node.raft.EntryKind;
import io.mq.node.raft.HardState;
import io.mq.node.raft.Output;
import io.mq.node.raft.RaftSettings;
import io.mq.node.raft.RaftStatus;
import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.node.raft.SnapshotPoint;
import io.mq.node.runtime.Replica;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * What must hold after every step (Raft figure 3 and what the log and the queue promise). Each
 * breach throws {@link InvariantBroken}. It watches from outside: what nodes write, force and send,
 * never what they say of themselves alone.
 */
final class Invariants {

  /** What a term's leader appended: the hash up to each index. */
  private static final class TermLog {
    private final long firstIndex;
    private long[] hashes = new long[16];
    private int size;

    TermLog(long firstIndex) {
      this.firstIndex = firstIndex;
    }
  }

  /** An event is a step of the core, and one more for what clients have asked for before it. */
  private static final int MAX_PAGES_AT_ONCE = 2;

  private final List<SimNode> nodes;
  private final Counters counters;
  private final long quotaBytes;
  private final Map<Long, NodeId> leaders = new TreeMap<>();
  private final Map<Long, TermLog> termLogs = new TreeMap<>();
  private final MessageInvariants messages;
  private final MembershipInvariants membership;
  private long[] committedHashes = new long[1024];
  private long[] committedTerms = new long[1024];
  private long[] committedTimes = new long[1024];
  private long[] stateHashes = new long[1024];
  private boolean[] stateHashKnown = new boolean[1024];
  private long committed;
  private long committedLogMillis;
  private long newestLogMillis;
  private final long[] seenTerm;
  private final long[] seenCommit;
  private final long[] seenApplied;

  Invariants(List<SimNode> nodes, Configuration firstMembers, Counters counters, long quotaBytes) {
    int nodeCount = nodes.size();
    this.membership = new MembershipInvariants(firstMembers);
    this.nodes = nodes;
    this.counters = counters;
    this.quotaBytes = quotaBytes;
    this.messages = new MessageInvariants(nodeCount);
    this.seenTerm = new long[nodeCount + 1];
    this.seenCommit = new long[nodeCount + 1];
    this.seenApplied = new long[nodeCount + 1];
  }

  /** Of the committed entry at {@code index} and all in front of it. */
  long committedHash(long index) {
    check(
        index <= committed,
        "a snapshot covers only what is committed",
        () -> index + " is not committed");
    return committedHashes[(int) index];
  }

  /** The highest index that is known to be committed. */
  long committed() {
    return committed;
  }

  /** The log time of the newest entry that is known to be committed. */
  long committedLogMillis() {
    return committedLogMillis;
  }

  /** The latest log time that any node's clock has come to. */
  long newestLogMillis() {
    return newestLogMillis;
  }

  /**
   * A node has read its disk. It must hold what was forced, or that and the batch under way; hard
   * state included (lessons 10, 11, 16).
   */
  void recovered(
      SimNode node, LogMirror found, SnapshotPoint snapshot, List<Output.Write> underWay) {
    check(
        !snapshot.index().isBefore(node.contents().snapshot().index()),
        "a snapshot that was forced is there after a crash",
        () -> node.id() + " has " + snapshot + "; was forced: " + node.contents().snapshot());
    membership.recovered(node, snapshot);
    int index = (int) snapshot.index().value();
    long hash = committedHash(index);
    check(
        snapshot.timeMillis() == committedTimes[index],
        "a snapshot knows the log time (lesson 32)",
        () -> node.id() + " has " + snapshot + ", which was made at " + committedTimes[index]);
    LogMirror durable = node.contents().log().inLineWith(snapshot, hash);
    if (!found.equalTo(durable)) {
      LogMirror written = node.contents().log().copy();
      underWay.forEach(written::write);
      LogMirror withBatch = written.inLineWith(snapshot, hash);
      check(
          found.equalTo(withBatch),
          "what was forced is there after a crash",
          () -> node.id() + " has " + found + "; was forced: " + durable);
    }
    forget(node);
  }

  /** A node starts on what is left of a damaged disk, which must promise nothing. */
  void damaged(SimNode node) {
    messages.damaged(node);
    forget(node);
  }

  private void forget(SimNode node) {
    int id = node.id().number();
    seenTerm[id] = 0;
    seenCommit[id] = 0;
    seenApplied[id] = 0;
  }

  /** A replica has been made from what its disk held (lessons 10 and 11). */
  void started(SimNode node) {
    HardState durable = node.contents().inLine().hardState();
    RaftStatus status = node.replica().core().status();
    Term term = node.contents().term();
    Optional<NodeId> vote = durable.term().equals(term) ? durable.vote() : Optional.empty();
    check(
        status.term().equals(term) && status.vote().equals(vote),
        "a node starts with the term and vote that its disk holds",
        () -> status.describe() + ", on " + node.contents().inLine());
  }

  /** A node hands a write to its disk: log matching, leader append-only, committed stays. */
  void writing(SimNode node, Output.Write write) {
    LogMirror log = node.process().written();
    if (write.entries().isEmpty()) {
      return;
    }
    long index = write.entries().getFirst().index().value();
    check(
        index > log.lastIndex() || node.replica().core().role() != RoleName.LEADER,
        "leaders only append",
        () -> node.id() + " replaces " + index + " of " + log.lastIndex());
    check(
        index > seenCommit[node.id().number()],
        "committed entries stay",
        () -> node.id() + " replaces " + index);
    if (node.process().knownRole() == RoleName.LEADER) {
      quota(node, write);
    }
  }

  /** A node has written entries: each must be the one that its term's leader made. */
  void written(SimNode node, Output.Write write) {
    LogMirror log = node.process().written();
    for (Entry entry : write.entries()) {
      long index = entry.index().value();
      long hash = log.hashAt(index);
      TermLog known = termLogs.computeIfAbsent(entry.term().value(), _ -> new TermLog(index));
      int at = (int) (index - known.firstIndex);
      if (at == known.size) {
        if (at == known.hashes.length) {
          known.hashes = Arrays.copyOf(known.hashes, 2 * at);
        }
        known.hashes[at] = hash;
        known.size++;
      }
      check(
          at >= 0 && at < known.size && known.hashes[at] == hash,
          "logs with the same entry are the same up to it",
          () -> node.id() + " has another " + entry.describe());
      if (entry.kind() == EntryKind.CONFIGURATION) {
        membership.written(node, entry);
      }
    }
  }

  /** A node sends a message: promises about its disk must be true by then. */
  void sending(SimNode node, NodeId to, ByteBuffer bytes) {
    messages.sending(node, to, bytes);
  }

  /** A node has made a step. */
  void stepped(SimNode node) {
    int id = node.id().number();
    Replica replica = node.replica();
    long term = replica.core().term().value();
    RoleName role = replica.core().role();
    newestLogMillis = Math.max(newestLogMillis, replica.core().logTimeMillis());
    if (term != seenTerm[id]) {
      check(term > seenTerm[id], "terms never fall", () -> node.id() + " is in term " + term);
      check(
          term >= node.contents().inLine().hardState().term().value(),
          "terms never fall, crashes or not",
          () -> node.id() + " is in term " + term + ", on " + node.contents().inLine());
      seenTerm[id] = term;
    }
    if (role != node.process().knownRole()) {
      node.process().knownRole(role);
      if (role == RoleName.LEADER) {
        elected(node, term);
      }
    }
    long commit = replica.core().commitIndex().value();
    if (commit != seenCommit[id]) {
      committed(node, commit, term, role);
    }
    long applied = replica.appliedIndex().value();
    if (applied != seenApplied[id]) {
      applied(node, applied);
    }
    if (role == RoleName.LEADER) {
      leads(node);
    }
  }

  /** Who leads has a disk that answers (lesson 9) and is a voter as far as it can know. */
  private void leads(SimNode node) {
    check(
        node.process().diskOwesTicks() <= RaftSettings.DEFAULT.electionTicksMax() + 1,
        "nobody leads on a disk that does not answer (lesson 9)",
        () -> node.id() + "'s disk owes an answer for " + node.process().diskOwesTicks());
    membership.leads(node);
  }

  /** A leader with uncommitted entries takes on no more than its quota (lesson 27). */
  private void quota(SimNode node, Output.Write write) {
    if (write.entries().getFirst().kind() != EntryKind.COMMAND) {
      return;
    }
    long more = 0;
    for (Entry entry : write.entries()) {
      more += entry.sizeBytes();
    }
    long before = node.process().uncommittedBytes();
    long after = before + more;
    check(
        before == 0 || after <= quotaBytes,
        "a leader keeps its quota",
        () -> node.id() + " has " + after + " uncommitted bytes, quota " + quotaBytes);
  }

  private void elected(SimNode node, long term) {
    counters.elections++;
    NodeId known = leaders.putIfAbsent(term, node.id());
    check(
        known == null || known.equals(node.id()),
        "one leader per term",
        () -> known + " and " + node.id() + " lead in term " + term);
    messages.elected(node, term);
    long index = committed;
    while (index > 0 && committedTerms[(int) index] >= term) {
      index--;
    }
    long complete = index;
    check(
        complete == 0
            || (node.process().written().covers(complete)
                && node.process().written().hashAt(complete) == committedHashes[(int) complete]),
        "leaders have all that was committed",
        () -> node.id() + " leads term " + term + " and lacks " + complete);
  }

  private void committed(SimNode node, long commit, long term, RoleName role) {
    int id = node.id().number();
    long before = seenCommit[id];
    LogMirror log = node.process().written();
    check(commit > before, "commit never falls", () -> node.id() + " from " + before);
    check(log.covers(commit), "only what is there is committed", () -> node.id() + " " + commit);
    while ((int) commit >= committedHashes.length) {
      committedHashes = Arrays.copyOf(committedHashes, 2 * committedHashes.length);
      committedTerms = Arrays.copyOf(committedTerms, 2 * committedTerms.length);
      committedTimes = Arrays.copyOf(committedTimes, 2 * committedTimes.length);
      stateHashes = Arrays.copyOf(stateHashes, 2 * stateHashes.length);
      stateHashKnown = Arrays.copyOf(stateHashKnown, 2 * stateHashKnown.length);
    }
    if (commit > committed) {
      onMajority(node, commit);
      for (long index = committed + 1; index <= commit; index++) {
        committedHashes[(int) index] = log.hashAt(index);
        committedTerms[(int) index] = term;
        committedTimes[(int) index] = log.timeMillisAt(index);
      }
      membership.committed(log, committed + 1, commit);
      counters.committedEntries += commit - committed;
      committed = commit;
      committedLogMillis = log.timeMillisAt(commit);
    }
    check(
        committedHashes[(int) commit] == log.hashAt(commit),
        "everybody commits the same",
        () -> node.id() + " commits another entry at " + commit);
    check(
        role != RoleName.LEADER || log.termAt(commit) == term,
        "a leader commits by an entry of its own term",
        () -> node.id() + " commits " + log.termAt(commit) + "/" + commit + " in " + term);
    seenCommit[id] = commit;
  }

  /** What is committed was forced by a majority (lessons 12, 15). */
  private void onMajority(SimNode node, long commit) {
    SortedSet<NodeId> holders = new TreeSet<>();
    for (SimNode other : nodes) {
      // What a damaged disk has lost it may have held when it acknowledged it.
      if (other.isDamaged()
          || other.contents().inLine().agreesWith(node.process().written(), commit)) {
        holders.add(other.id());
      }
    }
    Configuration members = membership.deciding(node, committed, commit);
    check(
        isMajority(members, holders),
        "what is committed is on a majority of the disks",
        () -> node.id() + " commits " + commit + ", held by " + holders + " of " + members);
  }

  /** Whether these are more than half of the voters, in a joint configuration of both sets. */
  static boolean isMajority(Configuration members, SortedSet<NodeId> some) {
    return isMajority(members.voters(), some)
        && (!members.isJoint() || isMajority(members.outgoing(), some));
  }

  private static boolean isMajority(SortedSet<NodeId> voters, SortedSet<NodeId> some) {
    return 2 * voters.stream().filter(some::contains).count() > voters.size();
  }

  /** A follower applies a long log in pages, not all at once (lesson 28). */
  private void inPages(SimNode node, long applied) {
    LogMirror log = node.process().written();
    long before = seenApplied[node.id().number()];
    if (node.process().knownRole() == RoleName.LEADER || !log.covers(before)) {
      return;
    }
    long bytes = log.bytesBehind(before) - log.bytesBehind(applied);
    check(
        bytes <= MAX_PAGES_AT_ONCE * Simulation.MAX_APPLY_BYTES,
        "what is committed is applied in pages (lesson 28)",
        () -> node.id() + " applies " + bytes + " bytes at once");
  }

  private void applied(SimNode node, long applied) {
    int id = node.id().number();
    inPages(node, applied);
    check(
        applied > seenApplied[id] && applied <= seenCommit[id],
        "what is committed is applied in order",
        () -> node.id() + " applies " + applied + " behind " + seenApplied[id]);
    seenApplied[id] = applied;
    long hash = node.replica().queues().stateHash();
    int at = (int) applied;
    if (!stateHashKnown[at]) {
      stateHashKnown[at] = true;
      stateHashes[at] = hash;
    }
    check(
        stateHashes[at] == hash,
        "who has applied the same has the same state",
        () -> node.id() + " has another state at " + applied);
  }

  /** Throws unless it holds. */
  static void check(boolean holds, String invariant, Supplier<String> found) {
    if (!holds) {
      throw new InvariantBroken(invariant, found.get());
    }
  }
}
