package io.mq.node.runtime;

import io.mq.node.raft.RaftStatus;
import io.mq.shared.id.LogIndex;

/**
 * A picture of a whole replica between two events.
 *
 * @param raft the protocol's side
 * @param appliedIndex the last entry applied to the queues
 * @param stateHash of the queues at {@code appliedIndex}
 * @param logTimeMillis the log time of the last applied entry
 * @param pendingRequests requests that wait for an answer
 * @param messages how many are in the queues at {@code appliedIndex}
 * @param messagesPut how many were ever put into the topics that are there at that index
 * @param queueBytes roughly what the queues take of the heap
 */
public record ReplicaStatus(
    RaftStatus raft,
    LogIndex appliedIndex,
    long stateHash,
    long logTimeMillis,
    int pendingRequests,
    long messages,
    long messagesPut,
    long queueBytes) {}
