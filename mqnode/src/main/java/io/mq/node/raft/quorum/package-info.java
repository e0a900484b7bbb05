/**
 * Job: the arithmetic of agreement: what a majority, or two majorities during a membership change,
 * agree on.
 *
 * <p>Import rule: pure JDK collections and {@code shared.id}; never the rest of {@code node.raft}.
 */
package io.mq.node.raft.quorum;
