package io.mq.node.raft;

import io.mq.shared.id.NodeId;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Who belongs to the cluster. Outside a membership change {@code outgoing} is empty; during one the
 * configuration is joint, and every decision needs a majority of both sets (Raft §6).
 *
 * @param voters the voters, or the incoming voters while joint
 * @param outgoing the voters of the old configuration while joint, else empty
 * @param learners members that receive the log and do not vote
 */
public record Configuration(
    SortedSet<NodeId> voters, SortedSet<NodeId> outgoing, SortedSet<NodeId> learners) {

  /** Copies the sets. */
  public Configuration {
    voters = Collections.unmodifiableSortedSet(new TreeSet<>(voters));
    outgoing = Collections.unmodifiableSortedSet(new TreeSet<>(outgoing));
    learners = Collections.unmodifiableSortedSet(new TreeSet<>(learners));
  }

  /** A plain configuration of voters. */
  public static Configuration of(Iterable<NodeId> voters) {
    TreeSet<NodeId> set = new TreeSet<>();
    voters.forEach(set::add);
    return new Configuration(set, new TreeSet<>(), new TreeSet<>());
  }

  /** Whether a membership change is under way. */
  public boolean isJoint() {
    return !outgoing.isEmpty();
  }

  /** Whether {@code node} has a vote now. */
  public boolean isVoter(NodeId node) {
    return voters.contains(node) || outgoing.contains(node);
  }

  /** Everybody: voters of both sets and learners. */
  public SortedSet<NodeId> members() {
    TreeSet<NodeId> all = new TreeSet<>(voters);
    all.addAll(outgoing);
    all.addAll(learners);
    return all;
  }
}
