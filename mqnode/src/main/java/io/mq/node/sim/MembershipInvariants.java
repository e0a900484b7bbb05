package io.mq.node.sim;

import static io.mq.node.sim.Invariants.check;

import io.mq.node.raft.Configuration;
import io.mq.node.raft.Entry;
import io.mq.node.raft.RaftCore;
import io.mq.node.raft.RaftStatus.RoleName;
import io.mq.node.raft.SnapshotPoint;
import io.mq.shared.id.LogIndex;
import java.util.Map;
import java.util.TreeMap;

/** Members change one step at a time, and every snapshot knows who they were (Raft §6, §7). */
final class MembershipInvariants {

  /** Since which committed index the members have been which. */
  private final TreeMap<Long, Configuration> committed = new TreeMap<>();

  MembershipInvariants(Configuration firstMembers) {
    committed.put(0L, firstMembers);
  }

  /** A node starts from a snapshot. */
  void recovered(SimNode node, SnapshotPoint snapshot) {
    if (snapshot.index().isAfter(LogIndex.ZERO)) {
      Configuration members = committed.floorEntry(snapshot.index().value()).getValue();
      check(
          snapshot.configuration().equals(members),
          "a snapshot knows the members",
          () -> node.id() + " knows " + snapshot.configuration() + " instead of " + members);
    }
  }

  /** A node has written a configuration; if it leads, it must have been free to. */
  void written(SimNode node, Entry entry) {
    RaftCore core = node.replica().core();
    if (core.role() != RoleName.LEADER || !entry.term().equals(core.term())) {
      return;
    }
    LogMirror log = node.process().written();
    Map.Entry<Long, Configuration> before = log.configurationAt(entry.index().value() - 1);
    Configuration next = Configuration.decode(entry.payload());
    long commit = core.commitIndex().value();
    check(
        before.getKey() <= commit,
        "one membership change at a time (lesson 31)",
        () -> node.id() + " appends " + entry.describe() + " behind " + before);
    check(
        log.termAt(commit) == entry.term().value(),
        "members change only behind an entry of the leader's own term (lesson 1)",
        () -> node.id() + " appends " + entry.describe() + " and has committed " + commit);
    check(
        follows(before.getValue(), next),
        "sets of voters change by way of both (Raft section 6)",
        () -> node.id() + " appends " + next.describe() + " behind " + before);
  }

  /** Into a joint configuration and out of it; or the voters stay as they are. */
  private static boolean follows(Configuration before, Configuration next) {
    if (before.isJoint()) {
      return !next.isJoint() && next.voters().equals(before.voters());
    }
    if (!next.isJoint()) {
      return next.voters().equals(before.voters());
    }
    return next.outgoing().equals(before.voters())
        && next.voters().stream()
            .allMatch(node -> before.isVoter(node) || before.learners().contains(node));
  }

  /**
   * Who had to agree when a node moved its commit index from one entry to another. With the entry
   * that begins a joint phase being committed the core ends that phase in the same step, so its
   * configuration is already another.
   */
  Configuration deciding(SimNode node, long from, long to) {
    Map.Entry<Long, Configuration> newest = node.process().written().configurationAt(to);
    return newest.getValue().isJoint() && newest.getKey() > from
        ? newest.getValue()
        : node.replica().core().configuration();
  }

  /** A node that is committed to have no vote leads no more (Raft section 6). */
  void leads(SimNode node) {
    RaftCore core = node.replica().core();
    LogMirror log = node.process().written();
    long commit = core.commitIndex().value();
    Map.Entry<Long, Configuration> newest = log.configurationAt(log.lastIndex());
    check(
        newest.getKey() > commit
            || newest.getValue().isJoint()
            || newest.getValue().isVoter(node.id())
            || log.termAt(commit) != core.term().value(),
        "who is taken out leads no more",
        () -> node.id() + " leads " + newest.getValue());
  }

  /** Everything from one index to another has been committed. */
  void committed(LogMirror log, long from, long to) {
    Map.Entry<Long, Configuration> newest = log.configurationAt(to);
    while (newest != null && newest.getKey() >= from) {
      committed.put(newest.getKey(), newest.getValue());
      newest = log.configurationAt(newest.getKey() - 1);
    }
  }
}
