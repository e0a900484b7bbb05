package io.mq.node.runtime;

import io.mq.node.queue.Command;
import io.mq.node.queue.Query;
import io.mq.shared.id.NodeId;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What the HTTP side may ask of the replica. Safe to call from any thread; never blocks. Futures
 * complete normally, never exceptionally, on the event loop's thread: hand work that takes time to
 * another.
 */
public interface ReplicaPort {

  /** Runs a command through the log and answers after it was applied. */
  CompletableFuture<Answer> execute(Command command);

  /** Answers a question linearizably, as of some moment between the call and the answer. */
  CompletableFuture<Answer> query(Query query);

  /** Answers a question from what this node has applied, which may be stale; asks nobody. */
  CompletableFuture<Answer> queryLocally(Query query);

  /** Takes a snapshot of what is applied and shortens the log; answers when it is durable. */
  CompletableFuture<SnapshotOutcome> takeSnapshot();

  /**
   * Hands leadership to {@code target}, or without one to the active voter that lacks least of the
   * log. Requests that come meanwhile are held, so that clients see a pause and no refusal.
   */
  CompletableFuture<TransferOutcome> transfer(Optional<NodeId> target);

  /**
   * Has this node ask for votes now, whoever leads, as if its leader had told it to take over. For
   * demonstrations and tests; safe, and rude.
   */
  CompletableFuture<TransferOutcome> startElection();

  /**
   * Changes who belongs to the cluster. Completes when the change is committed, which takes as long
   * as a majority needs.
   */
  CompletableFuture<MembersOutcome> changeMembers(MemberChange change);

  /** A recent picture of the replica; costs nothing to ask. */
  ReplicaStatus status();
}
