package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.util.List;
import java.util.Optional;

/**
 * What the caller must do after a step, in this order: {@code restore}, hand {@code write} to the
 * disk, send {@code sendNow} and {@code sendSnapshot}, apply {@code committed}, answer {@code
 * reads}; and send {@code sendAfterPersist} once every write handed out so far (this one included)
 * has been forced: at once if none is outstanding.
 *
 * @param restore a snapshot just installed: drop the whole log, which begins anew behind it, and
 *     load its state in place of what was applied
 * @param write what to make durable, if anything
 * @param sendNow messages that promise nothing about this node's disk
 * @param sendAfterPersist messages that do
 * @param sendSnapshot followers to send the newest snapshot to; each is reported with {@link
 *     Input.SnapshotSent}
 * @param committed entries to apply, contiguous with those handed out before, of all kinds; at most
 *     {@link RaftSettings#maxApplyBytes}, the rest follows with the next steps
 * @param moreCommitted whether such a rest is waiting; any input fetches it
 * @param proposal the outcome of a {@link Input.Propose}, present exactly on such a step
 * @param reads reads that can be answered now
 * @param admin the outcome of an {@link Input.TransferLeadership} or {@link
 *     Input.ChangeMembership}, present exactly on such a step
 * @param repaired whether the repair that began with {@link Restored#repair()} is complete. Once
 *     every write handed out so far is forced, the next start may count the disk as undamaged
 */
public record Output(
    Optional<SnapshotPoint> restore,
    Optional<Write> write,
    List<Envelope> sendNow,
    List<Envelope> sendAfterPersist,
    List<NodeId> sendSnapshot,
    List<Entry> committed,
    boolean moreCommitted,
    Optional<Proposal> proposal,
    List<ReadAnswer> reads,
    Optional<AdminAnswer> admin,
    boolean repaired) {

  /**
   * One unit of durability.
   *
   * @param sequence 1, 2, 3, ... over the life of this replica object; comes back in {@link
   *     Input.Persisted}
   * @param hardState to be written if present
   * @param entries to be written; where the first has an index the log already holds, that one and
   *     all behind it are replaced
   */
  public record Write(long sequence, Optional<HardState> hardState, List<Entry> entries) {}

  /** What became of a proposal. */
  public sealed interface Proposal {
    /** The form that logs, transcripts and traces share. */
    String describe();

    /** Appended at {@code first} and the indexes behind it, in {@code term}; not yet committed. */
    record Appended(LogIndex first, Term term) implements Proposal {
      @Override
      public String describe() {
        return "appended from " + term.value() + "/" + first;
      }
    }

    /** This node is not the leader; nothing was appended. */
    record NotLeader(Optional<NodeId> leader) implements Proposal {
      @Override
      public String describe() {
        return notLeader(leader);
      }
    }

    /**
     * The byte quota of uncommitted entries is used up (lesson 27), or leadership is being handed
     * over; nothing was appended.
     */
    record Busy() implements Proposal {
      @Override
      public String describe() {
        return "busy";
      }
    }
  }

  /** What became of a read. */
  public sealed interface ReadAnswer {
    /** The id from {@link Input.Read}. */
    long readId();

    /** The form that logs, transcripts and traces share. */
    String describe();

    /** The state may be read once everything up to {@code index} has been applied. */
    record Ready(long readId, LogIndex index) implements ReadAnswer {
      @Override
      public String describe() {
        return "read " + readId + " ready at " + index;
      }
    }

    /** This node is not, or no longer, the leader. */
    record NotLeader(long readId, Optional<NodeId> leader) implements ReadAnswer {
      @Override
      public String describe() {
        return "read " + readId + " " + notLeader(leader);
      }
    }
  }

  /** What became of an operator's wish. */
  public sealed interface AdminAnswer {
    /** The form that logs, transcripts and traces share. */
    String describe();

    /** It has begun. Whether it succeeds shows in the role, or in the configuration. */
    record Started() implements AdminAnswer {
      @Override
      public String describe() {
        return "started";
      }
    }

    /** This node is not the leader; nothing was done. */
    record NotLeader(Optional<NodeId> leader) implements AdminAnswer {
      @Override
      public String describe() {
        return notLeader(leader);
      }
    }

    /** Nothing was done because of something that passes, and the sentence says what. */
    record NotYet(String reason) implements AdminAnswer {
      @Override
      public String describe() {
        return "not yet: " + reason;
      }
    }

    /** Nothing was done, and the sentence says why. */
    record Refused(String reason) implements AdminAnswer {
      @Override
      public String describe() {
        return "refused: " + reason;
      }
    }
  }

  private static String notLeader(Optional<NodeId> leader) {
    return "not leader" + leader.map(node -> ", leader " + node).orElse("");
  }
}
