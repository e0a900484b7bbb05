/**
 * Job: faults that a node brings on itself: what is broken now, for how long, and the wrappers
 * around links, disk and clock that make it so.
 *
 * <p>Import rule: the JDK, {@code shared.fault}, {@code shared.id}, {@code node.codec} for the
 * kinds of messages, and the ports of {@code node.runtime} and {@code node.storage}; no HTTP.
 */
package io.mq.node.fault;
