package io.mq.node.raft;

import io.mq.shared.id.LogIndex;
import io.mq.shared.id.NodeId;
import io.mq.shared.id.Term;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Everything that can happen to a replica. */
public sealed interface Input {

  /** The short form that logs, transcripts and traces share. */
  String describe();

  /** One tick of the clock has passed (see {@link RaftSettings#tickMillis()}). */
  record Tick() implements Input {
    @Override
    public String describe() {
      return "tick";
    }
  }

  /** A message has arrived. */
  record Receive(NodeId from, Message message) implements Input {
    @Override
    public String describe() {
      return from + " says " + message.describe();
    }
  }

  /**
   * Clients want these commands appended, in this order, all or none. The outcome is in {@link
   * Output#proposal()}.
   *
   * @param payloads opaque command bytes, one command at least
   */
  record Propose(List<ByteBuffer> payloads) implements Input {

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty
     */
    public Propose {
      payloads = List.copyOf(payloads);
      if (payloads.isEmpty()) {
        throw new IllegalArgumentException("a proposal needs a command");
      }
    }

    @Override
    public String describe() {
      return "propose " + payloads.size();
    }
  }

  /**
   * Somebody wants to read the state as of now (ReadIndex, Raft thesis §6.4). Answered in {@link
   * Output#reads()}, perhaps of a later step.
   *
   * @param readId chosen by the caller, unique while the replica lives
   */
  record Read(long readId) implements Input {
    @Override
    public String describe() {
      return "read " + readId;
    }
  }

  /**
   * Every write up to and including the one numbered {@code sequence} has been forced to disk.
   *
   * @param sequence an {@link Output.Write#sequence()}
   */
  record Persisted(long sequence) implements Input {
    @Override
    public String describe() {
      return "persisted " + sequence;
    }
  }

  /** A connection with {@code peer} is up again. */
  record LinkUp(NodeId peer) implements Input {
    @Override
    public String describe() {
      return "link up " + peer;
    }
  }

  /**
   * A connection with {@code peer} was closed or refused. A hint only: it may be wrong, late or
   * missing, and safety never depends on it.
   */
  record LinkDown(NodeId peer) implements Input {
    @Override
    public String describe() {
      return "link down " + peer;
    }
  }

  /**
   * Hand leadership to {@code target} (Raft thesis §3.10). Answered in {@link Output#admin()};
   * proposals are refused as busy until it has happened, or an election timeout has passed.
   */
  record TransferLeadership(NodeId target) implements Input {
    @Override
    public String describe() {
      return "transfer leadership to " + target;
    }
  }

  /**
   * Ask for votes now, as after a {@link Message.TimeoutNow}, whoever leads. Answered in {@link
   * Output#admin()}.
   */
  record StartElection() implements Input {
    @Override
    public String describe() {
      return "start election";
    }
  }

  /**
   * Change who belongs to the cluster, by joint consensus (Raft §6). Answered in {@link
   * Output#admin()}; what became of it shows in {@link RaftStatus#configuration()}.
   *
   * @param voters who is to have a vote; new ones must be learners that have caught up (lesson 31)
   * @param learners who is to receive the log without a vote
   * @param addresses of all of them, in a form that only the caller understands
   * @param maxLagEntries by how many entries a learner may lag and still be given a vote
   */
  record ChangeMembership(
      SortedSet<NodeId> voters,
      SortedSet<NodeId> learners,
      SortedMap<NodeId, String> addresses,
      long maxLagEntries)
      implements Input {

    /** Copies the collections. */
    public ChangeMembership {
      voters = Collections.unmodifiableSortedSet(new TreeSet<>(voters));
      learners = Collections.unmodifiableSortedSet(new TreeSet<>(learners));
      addresses = Collections.unmodifiableSortedMap(new TreeMap<>(addresses));
    }

    @Override
    public String describe() {
      return "change membership to voters " + voters + " learners " + learners;
    }
  }

  /**
   * Forget the log up to {@code upTo}, which a durable snapshot of this node covers. The snapshot
   * may reach further, so that followers a little behind still find what they lack in the log.
   *
   * @param upTo not beyond what has been handed out to be applied
   */
  record Compact(LogIndex upTo) implements Input {
    @Override
    public String describe() {
      return "compact up to " + upTo;
    }
  }

  /**
   * The sending of a snapshot that {@link Output#sendSnapshot()} asked for has ended.
   *
   * @param index the last index the snapshot covers
   * @param complete whether the follower has all of it
   */
  record SnapshotSent(NodeId to, LogIndex index, boolean complete) implements Input {
    @Override
    public String describe() {
      return "snapshot " + index + " to " + to + (complete ? " sent" : " failed");
    }
  }

  /**
   * A whole snapshot has arrived, was verified, and is durable. It is not this node's state yet: if
   * it is to be, {@link Output#restore()} says so.
   *
   * @param from the leader that sent it
   * @param term the term in which it was sent
   */
  record InstallSnapshot(NodeId from, Term term, SnapshotPoint snapshot) implements Input {
    @Override
    public String describe() {
      return from + " sent snapshot " + snapshot.describe() + " in " + term;
    }
  }
}
