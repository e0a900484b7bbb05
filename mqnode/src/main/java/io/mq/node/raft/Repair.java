package io.mq.node.raft;

import java.util.OptionalLong;

/**
 * A node whose disk has lost something that had been forced, from its start until it may be counted
 * on again ("Protocol-Aware Recovery for Consensus-Based Storage", FAST 2018; lessons 16 and 17).
 *
 * <p>Such a node may have forgotten three things: entries it acknowledged, which may be committed;
 * a vote it gave; and the term it had reached. Until it is repaired
 *
 * <ul>
 *   <li>it gives no vote and no pre-vote, and does not campaign;
 *   <li>it takes entries and snapshots like any follower, but every answer is marked {@link
 *       Message.Repairing}, and a leader counts it for nothing: no commit, no read, no quorum that
 *       keeps it in office. What the leader thought to know of its log is void.
 * </ul>
 *
 * <p>On the first such answer of a start of that node, the leader appends an entry, the barrier.
 * When the barrier is committed without that node's help, and that node has durably all of the log
 * up to it, the leader says {@link Message.Repaired}.
 *
 * <p><b>Why that is enough.</b> Up to then the node is to all others as one that crashed and stays
 * away, so they are safe by Raft's own proof. Let the leader be of term T and the barrier B. B was
 * made after the damaged node had started, thus after everything it can have forgotten.
 *
 * <ul>
 *   <li><i>Forgotten entries.</i> A leader of T has everything that was committed, or still can be,
 *       in earlier terms (leader completeness), and what the node acknowledged in T came from this
 *       leader. All of it stands in front of B in the leader's log, thus in the node's now.
 *   <li><i>A later term.</i> Had a leader of a term after T been elected before B was made, a
 *       majority would have left T, and B could not be committed by a majority without this node.
 *   <li><i>A forgotten vote in a term F after T.</i> Its candidate asked before B was made, so it
 *       lacks B, and in F it takes nothing from T. But whoever wins F must have B, which is
 *       committed. So that candidate never wins, and the node may as well vote again in F.
 *   <li><i>A forgotten vote in T or before.</i> The node's last entry is of T now; a candidate of T
 *       cannot have one, so its log is behind and it gets no second vote.
 * </ul>
 *
 * <p>The disk must remember that the node is under repair, or a crash in the middle would make it
 * an undamaged one; see {@link Restored#repair()} and {@link Output#repaired()}.
 */
final class Repair {

  private OptionalLong id;

  /**
   * The state of a node that has just started.
   *
   * @param id present if its disk has lost something
   */
  Repair(OptionalLong id) {
    this.id = id;
  }

  /** Whether this node may have forgotten what it promised. */
  boolean isUnderWay() {
    return id.isPresent();
  }

  /** An answer to a leader as this node may give it. */
  Message dress(Message.AppendReply reply) {
    return id.isPresent() ? new Message.Repairing(id.getAsLong(), reply) : reply;
  }

  /** Whether this message ends the repair; from then on the node is like any other. */
  boolean endsWith(Message.Repaired message) {
    if (!id.equals(OptionalLong.of(message.repair()))) {
      return false;
    }
    id = OptionalLong.empty();
    return true;
  }
}
