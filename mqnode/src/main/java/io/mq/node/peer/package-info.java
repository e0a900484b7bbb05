/**
 * Job: the links to the other replicas: one WebSocket per ordered pair of nodes, dialled by the
 * sender, served on the receiver's peer port. Links may lose messages, never corrupt, repeat or
 * reorder those of one connection, and tell at once when a connection ends.
 *
 * <p>Beside the link, an ordered pair has a second connection while one sends the other a snapshot,
 * so that no message waits behind the megabytes of a state. It is admitted by the same proof, comes
 * and goes on demand, loses what does not fit, and tells nobody of its end.
 *
 * <p>Import rule: the JDK, {@code shared.id}, {@code shared.wire}, {@code node.http}, OkHttp,
 * Javalin, and the link ports of {@code node.runtime}; no Raft, no files.
 */
package io.mq.node.peer;
