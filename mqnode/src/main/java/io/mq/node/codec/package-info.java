/**
 * Job: the byte form of the messages that replicas send each other.
 *
 * <p>Import rule: {@code node.raft}, {@code shared.id}, {@code shared.fault} and the JDK's buffers;
 * no sockets.
 */
package io.mq.node.codec;
