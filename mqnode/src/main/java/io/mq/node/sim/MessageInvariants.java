package io.mq.node.sim;

import static io.mq.node.sim.Invariants.check;

import io.mq.node.codec.MessageCodec;
import io.mq.node.raft.Configuration;
import io.mq.node.raft.Frame;
import io.mq.node.raft.HardState;
import io.mq.node.raft.Message;
import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What nodes say to each other must be true by the time they say it. */
final class MessageInvariants {

  private static final byte VOTE_REPLY = typeOf(new Message.VoteReply(Term.ZERO, true));
  private static final byte APPEND_REQUEST =
      typeOf(
          new Message.AppendRequest(
              Term.ZERO, LogIndex.ZERO, Term.ZERO, List.of(), LogIndex.ZERO, 0, 0));
  private static final byte APPEND_ACCEPTED =
      typeOf(new Message.AppendAccepted(Term.ZERO, LogIndex.ZERO, 0));
  private static final byte APPEND_REJECTED =
      typeOf(new Message.AppendRejected(Term.ZERO, LogIndex.ZERO, LogIndex.ZERO, Term.ZERO, 0));

  /** What a message has beside its entries, or a single entry more than fits. */
  private static final int MAX_ENVELOPE_BYTES = 1 << 10;

  private final int nodeCount;

  /** Whom each node gave its vote in each term, as far as its disk can know. */
  private final Map<Long, Map<NodeId, NodeId>> votes = new TreeMap<>();

  /** Who voted for a candidate in each term, whatever became of their disks. */
  private final Map<Long, Map<NodeId, SortedSet<NodeId>>> voters = new TreeMap<>();

  /** The newest read round that the leader of a term has told each node. */
  private final Map<Long, long[]> rounds = new TreeMap<>();

  MessageInvariants(int nodeCount) {
    this.nodeCount = nodeCount;
  }

  private static byte typeOf(Message message) {
    return Frame.typeAt(MessageCodec.encode(message), 0);
  }

  /** A node sends a message. */
  void sending(SimNode node, NodeId to, ByteBuffer bytes) {
    byte type = Frame.typeAt(bytes, 0);
    isBounded(node, bytes);
    if (type == APPEND_REQUEST) {
      long[] told = roundsOf(MessageCodec.termOf(bytes));
      told[to.number()] = Math.max(told[to.number()], MessageCodec.roundOf(bytes));
    } else if (type == VOTE_REPLY || type == APPEND_ACCEPTED || type == APPEND_REJECTED) {
      answering(node, to, decode(bytes));
    }
  }

  /** However much a node lacks, it is sent in messages of a bounded size (lesson 23). */
  private static void isBounded(SimNode node, ByteBuffer bytes) {
    check(
        bytes.remaining() <= Simulation.MAX_APPEND_BYTES + MAX_ENVELOPE_BYTES,
        "messages between nodes are bounded (lesson 23)",
        () -> node.id() + " sends " + bytes.remaining() + " bytes");
  }

  private long[] roundsOf(Term term) {
    return rounds.computeIfAbsent(term.value(), _ -> new long[nodeCount + 1]);
  }

  private Map<NodeId, NodeId> votesIn(long term) {
    return votes.computeIfAbsent(term, _ -> new TreeMap<>());
  }

  private SortedSet<NodeId> votersFor(long term, NodeId candidate) {
    return voters
        .computeIfAbsent(term, _ -> new TreeMap<>())
        .computeIfAbsent(candidate, _ -> new TreeSet<>());
  }

  /** A node has lost data, and perhaps what it voted. */
  void damaged(SimNode node) {
    votes.values().forEach(given -> given.remove(node.id()));
  }

  private void answering(SimNode node, NodeId to, Message answer) {
    switch (answer) {
      case Message.VoteReply(Term term, boolean granted) when granted -> voting(node, to, term);
      case Message.AppendAccepted(Term term, LogIndex match, long round) -> {
        accepting(node, term, match);
        hasHeardOf(node, term, round);
      }
      case Message.AppendRejected rejected -> hasHeardOf(node, rejected.term(), rejected.round());
      case Message.VoteReply _,
          Message.PreVoteRequest _,
          Message.PreVoteReply _,
          Message.VoteRequest _,
          Message.AppendRequest _,
          Message.Repairing _,
          Message.Repaired _,
          Message.TimeoutNow _ -> {}
    }
  }

  private void voting(SimNode node, NodeId candidate, Term term) {
    undamaged(node, "votes");
    NodeId before = votesIn(term.value()).put(node.id(), candidate);
    votersFor(term.value(), candidate).add(node.id());
    check(
        before == null || before.equals(candidate),
        "one vote per term",
        () -> node.id() + " voted for " + before + " and " + candidate + " in " + term);
    HardState durable = node.contents().inLine().hardState();
    check(
        durable.term().isAfter(term)
            || (durable.term().equals(term) && durable.vote().equals(Optional.of(candidate))),
        "a vote is on disk before it is sent",
        () -> node.id() + " votes for " + candidate + " in " + term + ", on " + durable);
  }

  private static void undamaged(SimNode node, String does) {
    check(
        !node.isDamaged() || !node.replica().core().status().repairing(),
        "a node that has lost data promises nothing",
        () -> node.id() + " " + does);
  }

  private static void accepting(SimNode node, Term term, LogIndex match) {
    undamaged(node, "acknowledges");
    LogMirror durable = node.contents().inLine();
    LogMirror written = node.process().written();
    // An answer of an earlier term may be about entries that are replaced by now. Whoever could
    // count it cannot commit them: a majority has gone on without them.
    boolean isOld = term.isBefore(written.hardState().term());
    check(
        isOld
            || (match.value() <= durable.lastIndex()
                && (durable.isCoveredBySnapshot(match.value())
                    || durable.agreesWith(written, match.value()))),
        "what is acknowledged is on disk",
        () -> node.id() + " acknowledges " + match + ", on " + durable);
    check(
        !node.contents().term().isBefore(term),
        "a term is on disk before it is answered in",
        () -> node.id() + " answers in " + term + ", on " + durable);
  }

  /** Whoever vouches for a leader's reads has been asked to by that leader (lesson 3). */
  private void hasHeardOf(SimNode node, Term term, long round) {
    check(
        round <= roundsOf(term)[node.id().number()],
        "nobody vouches for a read round that it has not heard of",
        () -> node.id() + " answers round " + round + " in " + term);
  }

  /** A node leads: a majority has said so, and its own vote is on its disk. */
  void elected(SimNode node, long term) {
    SortedSet<NodeId> granted = votersFor(term, node.id());
    HardState own = node.contents().inLine().hardState();
    if (own.term().value() == term && own.vote().equals(Optional.of(node.id()))) {
      granted.add(node.id());
    }
    Configuration members = node.replica().core().configuration();
    check(
        Invariants.isMajority(members, granted),
        "a leader has the votes of a majority",
        () -> node.id() + " leads term " + term + " by the votes of " + granted + " of " + members);
  }

  private static Message decode(ByteBuffer bytes) {
    try {
      return MessageCodec.decode(bytes);
    } catch (MessageCodec.UnreadableException e) {
      throw new InvariantBroken("what is sent can be read", e.getMessage());
    }
  }
}
