/**
 * Job: administration on the peer port, behind the admin token: what the node knows about itself,
 * and the faults it shall bring on itself.
 *
 * <p>Import rule: the JDK, {@code shared.*}, {@code node.http}, {@code node.fault}, Javalin,
 * Jackson, Raft's status, and the ports of {@code node.runtime}; no files.
 */
package io.mq.node.admin;
