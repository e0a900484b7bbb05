/**
 * Job: the replicated state machine: topics, their messages, leases and client sessions.
 *
 * <p>{@link io.mq.node.queue.QueueState#apply} is deterministic: the same commands at the same log
 * times give the same state, the same answers and the same {@link
 * io.mq.node.queue.QueueState#stateHash} on every replica. Time is the log time of the entry being
 * applied and nothing else (lesson 32).
 *
 * <p>Import rule: the JDK's collections and buffers, {@code shared.id} and {@code shared.wire}; no
 * threads, clocks, I/O, logging or JSON, and nothing of {@code node.raft}.
 */
package io.mq.node.queue;
