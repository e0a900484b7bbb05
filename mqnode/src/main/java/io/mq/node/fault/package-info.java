/**
 * Job: network faults that a node brings on itself: what is broken now, for how long, and the
 * wrapper around the links that makes it so.
 *
 * <p>Import rule: the JDK, {@code shared.id}, and the ports of {@code node.runtime}; no HTTP.
 */
package io.mq.node.fault;
