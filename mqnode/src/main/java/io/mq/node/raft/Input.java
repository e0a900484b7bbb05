package io.mq.node.raft;

import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.util.List;

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
}
