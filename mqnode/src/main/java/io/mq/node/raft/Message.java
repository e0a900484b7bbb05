package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.Term;
import java.util.List;

/**
 * What one replica says to another. Messages are one-way; requests and replies are decoupled. Links
 * may lose, repeat, delay and reorder them.
 */
public sealed interface Message {

  /** The sender's term; in a {@link PreVoteRequest} the term it would campaign for. */
  Term term();

  /** The short form that logs, transcripts and traces share. */
  String describe();

  /**
   * Asks whether a candidacy in {@code term} could win; changes nothing at the receiver (Raft
   * thesis §9.6).
   */
  record PreVoteRequest(Term term, LogIndex lastIndex, Term lastTerm) implements Message {
    @Override
    public String describe() {
      return "pre-vote? " + term + " last " + lastTerm.value() + "/" + lastIndex;
    }
  }

  /**
   * Answers a pre-vote.
   *
   * @param term when granted, the term that was asked for; when refused, the refuser's own term
   */
  record PreVoteReply(Term term, boolean granted) implements Message {
    @Override
    public String describe() {
      return "pre-vote " + (granted ? "yes " : "no ") + term;
    }
  }

  /** Asks for a vote (Raft §5.2, §5.4.1). */
  record VoteRequest(Term term, LogIndex lastIndex, Term lastTerm, boolean transfer)
      implements Message {
    @Override
    public String describe() {
      return "vote? "
          + term
          + " last "
          + lastTerm.value()
          + "/"
          + lastIndex
          + (transfer ? " transfer" : "");
    }
  }

  /** Answers a vote request. */
  record VoteReply(Term term, boolean granted) implements Message {
    @Override
    public String describe() {
      return "vote " + (granted ? "yes " : "no ") + term;
    }
  }

  /**
   * Replicates entries, carries the commit index, and serves as heartbeat when {@code entries} is
   * empty (Raft §5.3).
   *
   * @param round the leader's newest read round, echoed in the reply; grows, never repeats in a
   *     term (lesson 3)
   * @param timeMillis the leader's log time, by which its followers go (lesson 32)
   */
  record AppendRequest(
      Term term,
      LogIndex prevIndex,
      Term prevTerm,
      List<Entry> entries,
      LogIndex commit,
      long round,
      long timeMillis)
      implements Message {

    /**
     * Copies the list and verifies that it follows {@code prevIndex} without a gap, on the way in
     * as on the way out (lesson 23).
     *
     * @throws IllegalArgumentException naming the first entry out of place
     */
    public AppendRequest {
      entries = List.copyOf(entries);
      LogIndex index = prevIndex;
      Term entryTerm = prevTerm;
      for (Entry entry : entries) {
        index = index.next();
        if (!entry.index().equals(index)
            || entry.term().isBefore(entryTerm)
            || entry.term().isAfter(term)) {
          throw new IllegalArgumentException(
              "expected the entry at "
                  + index
                  + " of "
                  + entryTerm
                  + " to "
                  + term
                  + "; got "
                  + entry.describe());
        }
        entryTerm = entry.term();
      }
    }

    /** The last index this request speaks of: {@code prevIndex} plus the number of entries. */
    public LogIndex lastIndex() {
      return prevIndex.plus(entries.size());
    }

    @Override
    public String describe() {
      String range =
          entries.isEmpty() ? "none" : prevIndex.next() + ".." + prevIndex.plus(entries.size());
      return "append "
          + term
          + " prev "
          + prevTerm.value()
          + "/"
          + prevIndex
          + " entries "
          + range
          + " commit "
          + commit
          + (round == 0 ? "" : " round " + round);
    }
  }

  /** What a follower says to an append request. */
  sealed interface AppendReply extends Message {}

  /**
   * The log matches up to {@code matchIndex}, and that much is durable at the sender (lesson 19).
   */
  record AppendAccepted(Term term, LogIndex matchIndex, long round) implements AppendReply {
    @Override
    public String describe() {
      return "append ok " + term + " match " + matchIndex + (round == 0 ? "" : " round " + round);
    }
  }

  /**
   * The log does not match at the request's {@code prevIndex}.
   *
   * @param rejectedIndex the request's {@code prevIndex}, so that stale refusals can be told apart
   * @param hintIndex where the leader should look next: the last index at which this log has a term
   *     not above the request's {@code prevTerm}
   * @param hintTerm this log's term at {@code hintIndex}
   */
  record AppendRejected(
      Term term, LogIndex rejectedIndex, LogIndex hintIndex, Term hintTerm, long round)
      implements AppendReply {
    @Override
    public String describe() {
      return "append no "
          + term
          + " at "
          + rejectedIndex
          + " try "
          + hintTerm.value()
          + "/"
          + hintIndex;
    }
  }

  /**
   * An answer of a follower that has lost data and repairs its disk: it helps the leader to find
   * out what the follower lacks, and counts for nothing (see {@code Repair}).
   *
   * @param repair of this start of the follower and no other
   */
  record Repairing(long repair, AppendReply reply) implements Message {
    @Override
    public Term term() {
      return reply.term();
    }

    @Override
    public String describe() {
      return "repairing (" + reply.describe() + ")";
    }
  }

  /** The leader tells a follower that its repair is complete, so that it counts again. */
  record Repaired(Term term, long repair) implements Message {
    @Override
    public String describe() {
      return "repaired " + term;
    }
  }

  /** Tells the receiver to campaign at once, without pre-vote (Raft thesis §3.10). */
  record TimeoutNow(Term term) implements Message {
    @Override
    public String describe() {
      return "timeout-now " + term;
    }
  }
}
