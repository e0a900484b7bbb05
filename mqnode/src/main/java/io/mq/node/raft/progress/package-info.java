/**
 * Job: how far each follower is, in the eyes of the leader, and how eagerly to send to it.
 *
 * <p>Import rule: pure JDK collections and {@code shared.id}; never the rest of {@code node.raft}.
 */
package io.mq.node.raft.progress;
