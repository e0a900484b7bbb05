package io.mq.node.raft;

import io.mq.shared.id.NodeId;
import java.nio.ByteBuffer;
import java.util.List;

/** Everything that can happen to a replica. */
public sealed interface Input {

  /** One tick of the clock has passed (see {@link RaftSettings#tickMillis()}). */
  record Tick() implements Input {}

  /** A message has arrived. */
  record Receive(NodeId from, Message message) implements Input {}

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
  }

  /**
   * Somebody wants to read the state as of now (ReadIndex, Raft thesis §6.4). Answered in {@link
   * Output#reads()}, perhaps of a later step.
   *
   * @param readId chosen by the caller, unique while the replica lives
   */
  record Read(long readId) implements Input {}

  /**
   * Every write up to and including the one numbered {@code sequence} has been forced to disk.
   *
   * @param sequence an {@link Output.Write#sequence()}
   */
  record Persisted(long sequence) implements Input {}

  /** A connection with {@code peer} is up again. */
  record LinkUp(NodeId peer) implements Input {}

  /**
   * A connection with {@code peer} was closed or refused. A hint only: it may be wrong, late or
   * missing, and safety never depends on it.
   */
  record LinkDown(NodeId peer) implements Input {}

  /**
   * Hand leadership to {@code target} (Raft thesis §3.10). Answered in {@link Output#admin()};
   * proposals are refused as busy until it has happened, or an election timeout has passed.
   */
  record TransferLeadership(NodeId target) implements Input {}
}
