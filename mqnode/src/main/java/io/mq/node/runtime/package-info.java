/**
 * Job: runs one replica: feeds the Raft core, carries out its outputs in the contract's order,
 * applies committed commands to the queues, and answers clients.
 *
 * <p>{@link io.mq.node.runtime.Replica} is all of that without a thread, a clock or a file; {@link
 * io.mq.node.runtime.NodeLoop} and its writer are the two threads that drive it in production.
 *
 * <p>Import rule: {@code node.raft}, {@code node.queue}, {@code node.codec}, {@code node.storage},
 * {@code shared}; never Javalin or OkHttp.
 */
package io.mq.node.runtime;
